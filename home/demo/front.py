"""The front page of the sample company."""

from typing import Any

from home.demo.script import Block, Scene

FIGURES = [
    ("0.3", "µm", ("最小フィラー粒径", "finest filler grain")),
    ("±2", "µm", ("成形品の寸法公差", "moulding tolerance")),
    ("1", "pL", ("最小液滴量", "smallest drop")),
]


def front(scene: Scene) -> dict[str, Any]:
    return {
        "title": scene.say("ホーム", "Home"),
        "seo_title": scene.say(
            "エポキシ樹脂コンパウンド・微細成形・インクジェット装置のメーカー",
            "Epoxy compounds, micro-moulded parts and inkjet devices",
        ),
        "search_description": scene.say(
            "エポキシ樹脂コンパウンド、微細成形、インクジェットのメーカー、クラスターテクノロジーの公式サイト（見本）です。",
            "The site of Cluster Technology (sample), maker of epoxy compounds, micro-moulded parts and inkjet "
            "devices.",
        ),
        "heading": scene.say("精度は、\nひと粒から。", "Precision starts with one particle."),
        "lead": scene.say(
            "樹脂を配合し、形にし、打ち出す。粒の大きさから考える、精密材料のメーカーです。",
            "We compound resin, mould it and jet it. A maker of precision materials that thinks from the size "
            "of a grain.",
        ),
        "links": [
            ("link", scene.link("事業を見る", "See our business", page="business-outline")),
            ("link", scene.link("会社を知る", "About the company", page="corporate-profile")),
        ],
        "figures": [
            ("figure", {"number": number, "unit": unit, "label": scene.say(*label)}) for number, unit, label in FIGURES
        ],
        "body": [*businesses(scene)],
        "closing": [*greeting(scene), contact(scene)],
    }


def businesses(scene: Scene) -> list[Block]:
    note = (
        "素材の配合から、形、そして塗布まで。三つの事業は、同じ「粒の制御」でつながっています。",
        "From compound to shape to jetting: three businesses joined by one skill, the control of particles.",
    )
    cards = [
        scene.card(
            "compound",
            ("エポキシ樹脂コンパウンド", "Epoxy compounds"),
            (
                "大小の粒を密に詰め、縮まない・反らない樹脂をつくります。封止、絶縁、光学部品に。",
                "Coarse and fine grains, densely packed, for resins that neither shrink nor warp. Sealing, "
                "insulation, optics.",
            ),
            "epoxy-compounds",
        ),
        scene.card(
            "moulding",
            ("微細成形", "Micro moulding"),
            (
                "ミクロンの歯車、流路、レンズ鏡筒。金型の設計から量産まで社内で行います。",
                "Micron-scale gears, channels and lens barrels. Tool design to volume production under one roof.",
            ),
            "micro-moulding",
        ),
        scene.card(
            "inkjet",
            ("インクジェット・塗布装置", "Inkjet and dispensing"),
            (
                "ねらった位置に、ねらった量だけ。研究用の卓上機から生産ラインまで。",
                "The right amount in the right place, from bench-top research units to production lines.",
            ),
            "business-outline",
        ),
    ]
    return [scene.heading("事業案内", "Business outline", note), ("cards", {"cards": cards})]


def greeting(scene: Scene) -> list[Block]:
    text = scene.say(
        "<p>創業から四十年、樹脂に混ぜる粉の一粒を見つめてきました。粒の大きさがそろえば、樹脂は縮まず、部品は狂わず、"
        "液滴はまっすぐ飛びます。小さな会社ですが、図面の向こうにあるお困りごとまで、ご一緒に考えます。</p>",
        "<p>For forty years we have watched the grains that go into resin. When grains agree in size, resin "
        "does not shrink, "
        "parts stay true and drops fly straight. We are a small company; we think with you about the problem "
        "behind the "
        "drawing.</p>",
    )
    value = {
        "portrait": scene.image(
            "president", "社長の肖像（網点による見本画像）", "The president, a sample picture in halftone dots"
        ),
        "sentence": scene.say(
            "測れるものは、良くできる。\nだから私たちは、一粒から測ります。",
            "What can be measured can be made better. So we measure from a single grain.",
        ),
        "text": text,
        "name": scene.say("代表取締役社長　見本 誠", "Makoto Mihon, President"),
    }
    return [scene.heading("ごあいさつ", "Greeting"), ("greeting", value)]


def contact(scene: Scene) -> Block:
    return scene.contact_call(
        ("図面がなくても、ご相談ください。", "No drawing yet? Ask us anyway."),
        (
            "材料の選び方から試作まで、技術の担当者がお答えします。2営業日以内に返信します。",
            "An engineer answers, from choosing a material to the first prototype. You hear from us within two "
            "working days.",
        ),
        ("技術者に聞く", "Ask an engineer"),
    )
