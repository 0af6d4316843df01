"""The accessibility statement of the demo: what was tested, how, and with which result."""

from datetime import date
from typing import Any

from home.demo.script import Scene

TESTED_ON = date(2026, 11, 30)
PAGES, WIDTHS, RUNS = 8, "320, 768, 1280", 96  # pages × two languages × two colour schemes × three widths
RESULTS = [
    ("規格", "JIS X 8341-3:2016（適合レベルAA）、WCAG 2.2（AA）",
     "Standards", "JIS X 8341-3:2016, level AA; WCAG 2.2, level AA"),
    ("対応度", "一部準拠（見本の会社による自己評価）", "Conformance", "Partial, by our own assessment (sample)"),
    ("対象", f"見本の公開ページのうち{PAGES}ページ、日本語と英語",
     "Pages", f"{PAGES} pages of the sample site in both languages"),
    ("機械による検査", f"axe-core、明と暗、幅{WIDTHS}の{RUNS}回：指摘0件",
     "Tested by machine", f"axe-core, light and dark, {WIDTHS} pixels wide, {RUNS} runs: no violations"),
    ("続けている検査", "お問い合わせ、プライバシーポリシー、製品の絞り込みを、変更のたびにaxe-coreで検査",
     "Tested at each change", "Inquiry, privacy policy and product finder, with axe-core"),
    ("JavaScriptなし", "お問い合わせの送信までを、変更のたびにChromiumで検査",
     "Without JavaScript", "Up to a sent inquiry, in Chromium, at each change"),
]  # fmt: skip


def accessibility(scene: Scene) -> dict[str, Any]:
    day = scene.say(f"{TESTED_ON:%Y年}{TESTED_ON.month}月{TESTED_ON.day}日", f"{TESTED_ON.day} {TESTED_ON:%B %Y}")
    note = (f"{day}に検査しました。", f"Tested on {day}.")
    return {
        "title": scene.say("アクセシビリティ", "Accessibility"),
        "lead": scene.say(
            "だれもが読め、送れるサイトを目指しています。確かめたことと、まだのことをお知らせします。",
            "Everyone should be able to read this site and write to us. This is what was tested, and what was not.",
        ),
        "listing_summary": scene.say(
            "JIS X 8341-3:2016 レベルAAとWCAG 2.2への対応と、検査の結果（見本）。",
            "JIS X 8341-3:2016, level AA, and WCAG 2.2: what was tested, and the results (sample).",
        ),
        "in_footer": True,
        "body": [
            scene.heading("検査の結果", "Results"),
            scene.table(("検査の結果の表", "Results of the tests"), RESULTS, note),
            scene.heading("まだのこと", "What is open"),
            scene.text(
                "<ul><li>達成基準すべてを人の手で確かめる試験は、まだ終えていません</li>"
                "<li>実際の読み上げソフトでの確認は、まだ行っていません</li>"
                "<li>登録した文書（PDFなど）は対象に含みません</li></ul>",
                "<ul><li>No person has gone through all success criteria yet</li>"
                "<li>No real screen reader has been tried yet</li>"
                "<li>Uploaded documents, such as PDFs, were not tested</li></ul>",
            ),
            scene.heading("お困りのとき", "If something is in your way"),
            scene.text(
                f'<p><a href="{scene.path("/contact-us/")}">使いにくいところを知らせる</a>と、担当者がお返事します。'
                "同じ内容を、メールやお電話でもお伝えします。</p>",
                f'<p>Please <a href="{scene.path("/contact-us/")}">tell us what is in your way</a>. '
                "We can also give you what you need by email or telephone.</p>",
            ),
        ],
    }
