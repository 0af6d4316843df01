"""Corporate profile, about this site, sitemap: sample texts."""

from typing import Any

from home.demo.script import Block, Scene

OUTLINE = [
    ("商号", "クラスターテクノロジー株式会社", "Name", "Cluster Technology Co., Ltd."),
    ("設立", "1986年（昭和61年）4月1日", "Founded", "1 April 1986"),
    ("資本金", "1億2,000万円", "Capital", "JPY 120 million"),
    ("代表者", "代表取締役社長　見本 誠", "President", "Makoto Mihon"),
    ("従業員数", "84名（2026年4月現在）", "Employees", "84 (April 2026)"),
    ("所在地", "〒000-0000\n大阪府見本市結晶町1-2-3", "Address", "1-2-3 Kessho-cho, Mihon-shi,\nOsaka 000-0000, Japan"),
    (
        "事業内容",
        "エポキシ樹脂コンパウンドの製造販売\n微細成形品の設計・製造\nインクジェット・塗布装置の開発・販売",
        "Business",
        "Epoxy resin compounds: manufacture and sale\nMicro-moulded parts: design and manufacture\n"
        "Inkjet and dispensing devices: development and sale",
    ),
    (
        "主要取引先",
        "見本光学株式会社、例示電機株式会社、国内の大学・研究機関（順不同）",
        "Customers",
        "Mihon Optics, Reiji Electric, universities and research institutes in Japan",
    ),
    ("取引銀行", "見本銀行 結晶町支店、例示信用金庫", "Banks", "Mihon Bank, Reiji Shinkin Bank"),
    (
        "認証",
        "ISO9001:2015（品質）\nISO14001:2015（環境）",
        "Certificates",
        "ISO9001:2015 (quality)\nISO14001:2015 (environment)",
    ),
]
HISTORY: list[tuple[int, int | None, str, str]] = [
    (2026, None, "卓上型吐出ヘッド「PulseDrop 1」を発売", "PulseDrop 1 bench-top jetting head released"),
    (
        2019,
        10,
        "第二工場を開設。微細成形の量産を集約",
        "Second works opened; micro moulding brought under one roof",
    ),
    (2019, 3, "ISO14001の認証を取得", "ISO14001 certificate obtained"),
    (2005, 7, "個人情報の取り扱い方針を制定", "Personal information policy established"),
    (2003, None, "ISO9001の認証を取得", "ISO9001 certificate obtained"),
    (1997, None, "インクジェットヘッドの開発を始める", "Inkjet head development begins"),
    (1989, 4, "微細成形の事業を始める", "Micro moulding begins"),
    (
        1986,
        4,
        "大阪府見本市にて創業。エポキシ樹脂の配合を始める",
        "Founded in Mihon-shi, Osaka, as an epoxy compounder",
    ),
]


def profile(scene: Scene) -> dict[str, Any]:
    works = scene.image(
        "works", "本社工場（網点による見本画像）", "Head office and works, a sample picture in halftone dots"
    )
    return {
        "title": scene.say("企業情報", "Corporate profile"),
        "lead": scene.say(
            "大阪の小さな工場で、粒をそろえることから始めた会社です。",
            "We began in a small works in Osaka, by making every grain the same size.",
        ),
        "listing_summary": scene.say(
            "会社概要、沿革、アクセス。ISO9001とISO14001の認証を受けた、樹脂と成形の会社です（見本）。",
            "Outline, history and access of a resin and moulding company certified to ISO9001 and ISO14001 (sample).",
        ),
        "body": [scene.picture(works, ("", "")), *outline(scene), *history(scene), *further(scene)],
    }


def outline(scene: Scene) -> list[Block]:
    note = ("会社情報はすべて見本です。", "All company data are samples.")
    return [scene.heading("会社概要", "Outline"), scene.table(("会社概要の表", "Company outline"), OUTLINE, note)]


def history(scene: Scene) -> list[Block]:
    events = [{"year": year, "month": month, "text": scene.say(ja, en)} for year, month, ja, en in HISTORY]
    return [scene.heading("沿革", "History"), ("history", {"events": events})]


def further(scene: Scene) -> list[Block]:
    return [scene.heading("くわしく", "More about us"), ("children", {"pictures": False})]


def about(scene: Scene) -> dict[str, Any]:
    return {
        "title": scene.say("このサイトについて", "About this site"),
        "lead": scene.say(
            "見本の会社のサイトです。約束していることは、いまの数値で確かめられます。",
            "The site of a sample company, whose promises you can check by today's figures.",
        ),
        "listing_summary": scene.say(
            "このサイトの運営、動作、リンク、著作権について説明します。",
            "Who runs this site, what it needs to work, links and copyright.",
        ),
        "in_footer": True,
        "body": [*sample(scene), *offered(scene), *working(scene), *counting(scene), *links(scene), *rights(scene)],
    }


def sample(scene: Scene) -> list[Block]:
    return [
        scene.heading("見本であること", "A sample"),
        scene.text(
            "<p>会社名、人名、所在地、製品、数値は、すべて説明のための<b>見本</b>です。実在の会社や人とは関係がありません。</p>",
            "<p>The company, people, addresses, products and figures are <b>samples</b> made for explanation. "
            "They belong to no real company or person.</p>",
        ),
    ]


def offered(scene: Scene) -> list[Block]:
    """Return what a visitor finds here, with links to the pages that other apps make."""
    products, documents, search, promises = (
        scene.path(f"/{name}/") for name in ("products", "documents", "search", "promises")
    )
    return [
        scene.heading("このサイトにあるもの", "What is here"),
        scene.text(
            f'<ul><li><a href="{products}">製品情報</a>：用途や数値で絞り込み、四つまで並べて比べられます</li>'
            f'<li><a href="{documents}">資料</a>：どの資料にも版、日付、期限があり、'
            "同じアドレスがいつも最新版を開きます</li>"
            f'<li><a href="{search}">検索</a>：ページ、型番、製品の数値、PDFの中の言葉が見つかります</li>'
            f'<li><a href="{promises}">九つの約束</a>：個人情報について約束したことと、その証拠です</li></ul>',
            f'<ul><li><a href="{products}">Products</a>: narrowed down by use or by figures, '
            "up to four side by side</li>"
            f'<li><a href="{documents}">Documents</a>: each with revision, date and expiry; '
            "one address always opens the newest</li>"
            f'<li><a href="{search}">Search</a>: finds pages, part numbers, figures of products '
            "and words inside PDFs</li>"
            f'<li><a href="{promises}">Nine promises</a>: what we promise about personal data, '
            "with the evidence</li></ul>",
        ),
    ]


def working(scene: Scene) -> list[Block]:
    return [
        scene.heading("動作と表示", "How it works"),
        scene.text(
            "<p>JavaScriptがなくても、製品の絞り込み、検索、お問い合わせまで、すべて使えます。クッキーは置きません。"
            "ほかの会社のサーバーから文字や画像を取り込むこともありません。</p>"
            "<ul><li>文字の大きさは、ブラウザーの設定に従います</li><li>暗い配色は、端末の設定に従います</li>"
            "<li>印刷すると、本文だけが白地に黒で出ます</li></ul>",
            "<p>Everything works without JavaScript: finding products, searching, sending an inquiry. No cookie is "
            "set, and no font or picture is fetched from the servers of other companies.</p>"
            "<ul><li>Text size follows your browser</li><li>Dark colours follow your device</li>"
            "<li>On paper, only the text appears, black on white</li></ul>",
        ),
    ]


def counting(scene: Scene) -> list[Block]:
    return [
        scene.heading("アクセス数の集計", "What we count"),
        scene.text(
            "<p>どのページが読まれているかを知るため、ページの表示回数を、日、ページ、言語、リンク元のサイトの名前ごとに"
            "数えています。見つからなかった検索の回数も数えます。IPアドレス、ブラウザーの種類、利用者を区別する番号、"
            "検索の言葉は残しません。検索エンジンなどの自動の巡回は数えません。</p>"
            "<p>表示が1日に5回に満たないリンク元は、サイトの名前を残しません。集計は25か月で消します。"
            '今の数は<a href="/promises/#promise-6">九つの約束</a>でご覧になれます。</p>',
            "<p>To learn which pages are read, we count how often each page is viewed, by day, page, language and the "
            "name of the site that led to it, and how many searches find nothing. We keep no IP address, no kind of "
            "browser, no number that tells visitors apart, and no search words. Robots are not counted.</p>"
            "<p>The name of a site that led here fewer than five times a day is not kept. All counts are deleted after "
            'twenty-five months. Today\'s figures: <a href="/en/promises/#promise-6">Nine promises</a>.</p>',
        ),
    ]


def links(scene: Scene) -> list[Block]:
    return [
        scene.heading("リンク", "Links"),
        scene.text(
            "<p>このサイトへのリンクは自由です。ほかのサイトへ移動するリンクには印を付けています。"
            "移動先の内容と個人情報の取り扱いは、そのサイトの方針によります。</p>",
            "<p>You may link to any page of this site. Links that lead to other sites carry a mark. "
            "What those sites show, and how they handle personal data, is governed by their own policies.</p>",
        ),
    ]


def rights(scene: Scene) -> list[Block]:
    return [
        scene.heading("著作権", "Copyright"),
        scene.text(
            "<p>文章と図版の著作権は当社にあります。引用の際は、ページの名前と日付をお書き添えください。</p>",
            "<p>Texts and drawings are ours. When you quote them, please give the name of the page and the date.</p>",
        ),
    ]


def sitemap(scene: Scene) -> dict[str, Any]:
    return {"title": scene.say("サイトマップ", "Sitemap")}
