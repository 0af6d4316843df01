"""Where lines of Japanese may end: between words of headings, and nowhere else."""

import pytest

from cluster_cms.text.line_breaks import break_headings, words

# Each text as it may be broken.
BROKEN = """
エポキシ|樹脂|コンパウンド
インクジェット・|塗布装置
光学部品用 低収縮|エポキシ
狭い|隙間の|アンダーフィル
クラスター|テクノロジー|株式会社
プライバシー|ポリシー
まずは|用途を|お聞かせ|ください。
卓上型吐出|ヘッド|「PulseDrop 1」の|受注を|始めました
高機能素材の|展示会に|出展します|（見本市会場 第3ホール）
CX-210|（光学部品用）の|物性
個人情報の|取り扱いについて
貼り合わせ|装置
高い|精度と|低い|収縮
お気軽に|お問い合わせ|ください
エポキシ系|コンパウンド
スマートフォン用|レンズ
ポリカーボネート
プライバシー|ポリシー第6版
2営業日以内に|返信します
熱伝導率 3.2 W/(m·K)
R&amp;D|センター
代表取締役社長　見本 誠
9連ヘッド
Request a sample
"""


@pytest.mark.parametrize("broken", BROKEN.strip().splitlines())
def test_a_line_ends_between_words_only(broken: str) -> None:
    assert words(broken.replace("|", "")) == broken.split("|")


@pytest.mark.parametrize(
    "html",
    [
        "<h2 id='a'>微細|センサー</h2>",
        '<h1><a href="/微細センサー/">微細|センサー</a></h1>',
        '<th scope="row">微細|センサー <span class="muted">η</span></th>',
        '<a class="brand" href="/"><span>試料を|請求する</span></a>',
        '<p class="lead">一滴ずつ|調整する</p>',
    ],
)
def test_headings_and_other_short_texts_are_marked_and_attributes_are_not(html: str) -> None:
    assert break_headings(html.replace("|", "")) == html.replace("|", "<wbr>")


@pytest.mark.parametrize(
    "html",
    [
        "<h1>Orders open for the |PulseDrop 1| head</h1>",
        "<h1>吐出<wbr>ヘッド<wbr>「|PulseDrop 1|」の<wbr>受注を<wbr>始めました</h1>",
        "<h3>A |drop-in-flight| camera</h3>",
        "<h1>Data sheet |CX-210| (sample)</h1>",
        "<h2>Viscosity 3.2 and a too-long-compound-of-many-words</h2>",
        "<h2>Revision 3, ISO 9.1</h2>",
        "<p>PulseDrop 1</p>",
    ],
)
def test_a_name_with_its_number_and_short_compounds_stay_on_one_line(html: str) -> None:
    before, *pair = html.split("|")
    expected = f'{before}<span class="kept">{pair[0]}</span>{pair[1]}' if pair else html
    assert break_headings(html.replace("|", "").replace("<wbr>", "")) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<p>微細センサー</p>",
        "<title>微細センサー</title>",
        '<thead class="微細センサー"></thead>',
        "<textarea>微細センサー</textarea>",
        "<!--as announced--><h2>微細センサー</h2><!--until here-->",
    ],
)
def test_running_text_and_announced_text_stay_as_they_are(html: str) -> None:
    assert break_headings(html) == html
