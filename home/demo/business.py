"""Business outline and the two businesses below it: sample texts."""

from typing import Any

from home.demo.script import Block, Fact, Scene

SAMPLE_VALUES = ("数値は見本です。保証値ではありません。", "Sample values, not guaranteed.")

EPOXY_FIGURES = (
    ("0.3", "µm", "最小フィラー粒径", "finest filler grain"),
    ("92", "%", "充填率（質量、最大）", "filler by mass, at most"),
    ("11", "ppm/K", "線膨張係数（最小）", "least thermal expansion"),
)
MOULDING_FIGURES = (
    ("±2", "µm", "寸法公差", "tolerance"),
    ("0.08", "mm", "最小モジュール", "smallest module"),
    ("40", "nm", "表面粗さ Ra", "surface roughness Ra"),
)


def cards(scene: Scene) -> Block:
    items = [
        scene.card(
            "compound",
            ("エポキシ樹脂コンパウンド", "Epoxy compounds"),
            (
                "縮まない・反らない樹脂を、用途に合わせて配合します。",
                "Resins that neither shrink nor warp, made for your use.",
            ),
            "epoxy-compounds",
        ),
        scene.card(
            "moulding",
            ("微細成形", "Micro moulding"),
            ("ミクロンの部品を、金型の設計から量産まで。", "Parts in microns, from tool design to volume."),
            "micro-moulding",
        ),
    ]
    return "cards", {"cards": items}


def business(scene: Scene) -> dict[str, Any]:
    return {
        "title": scene.say("事業案内", "Business outline"),
        "lead": scene.say(
            "三つの事業を、「粒の制御」がつないでいます。", "Three businesses, joined by the control of particles."
        ),
        "listing_summary": scene.say(
            "エポキシ樹脂コンパウンド、微細成形、インクジェット・塗布装置の三つの事業をご案内します。",
            "Three businesses: epoxy resin compounds, micro moulding, inkjet and dispensing devices.",
        ),
        "body": [
            scene.heading("材料と部品", "Materials and parts"),
            cards(scene),
            scene.heading("インクジェット・塗布装置", "Inkjet and dispensing"),
            drops(scene),
            scene.heading("もっと知る", "Read on"),
            ("related", {"pages": [scene.pages["case-one-step-less"], scene.pages["questions"]]}),
            scene.contact_call(
                ("まずは用途をお聞かせください。", "Tell us what it is for."),
                ("試作一個、100グラムから承ります。", "We begin with one prototype or one hundred grams."),
                ("試作を相談する", "Talk about a prototype"),
            ),
        ],
    }


def drops(scene: Scene) -> Block:
    jet = scene.image(
        "inkjet", "ノズルから並んで飛ぶ液滴の模式図", "Diagram of drops flying in rows from their nozzles"
    )
    return scene.picture(
        jet,
        ("1ピコリットルの液滴（見本）", "Drops of one picolitre (sample)"),
        (
            "<p>ねらった位置に、ねらった量だけ液を置く装置です。卓上型の吐出ヘッド「PulseDrop 1」は、"
            "粘度1–50 mPa·sの液を、飛ぶ姿を見ながら調整できます。</p>",
            "<p>Devices that put the right amount of fluid in the right place. The bench-top head "
            "PulseDrop 1 handles "
            "1–50 mPa·s, tuned while you watch the drops in flight.</p>",
        ),
        "start",
    )


def epoxy(scene: Scene) -> dict[str, Any]:
    values: list[Fact | dict[str, Any]] = [
        ("グレード", "CX-210（光学部品用）", "Grade", "CX-210 (for optics)"),
        ("充填材", "球状シリカ、最大粒径 10 µm", "Filler", "Spherical silica, largest grain 10 µm"),
        scene.quoted("cx-210", "viscosity"),
        ("硬化条件", "120 ℃ × 60分", "Cure", "120 °C for 60 minutes"),
        scene.quoted("cx-210", "shrinkage"),
        scene.quoted("cx-210", "cte-1"),
        ("品質", "ISO9001に基づく全ロット検査", "Quality", "Every lot inspected under ISO9001"),
    ]
    return {
        "title": scene.say("エポキシ樹脂コンパウンド", "Epoxy compounds"),
        "lead": scene.say(
            "光学部品や電子部品を固定しても動かさない、縮まないエポキシ樹脂です。",
            "Epoxy resins that hold optical and electronic parts where they are.",
        ),
        "listing_summary": scene.say(
            "低収縮のエポキシ樹脂（epoxy）コンパウンド。封止、絶縁、光学部品の固定に使われます。",
            "Low-shrinkage epoxy resin compounds for sealing, insulation and fixing optical parts.",
        ),
        "body": [
            packed(scene),
            figures(scene, EPOXY_FIGURES),
            scene.heading("縮まない理由", "Why it does not shrink"),
            packing(scene),
            scene.heading("代表的な物性", "Typical properties"),
            scene.table(("CX-210の物性", "Properties of CX-210"), values, SAMPLE_VALUES),
            scene.contact_call(
                ("試料をお送りします。", "We send samples."),
                (
                    "用途と硬化の条件をお知らせください。近い実績から、グレードをご提案します。",
                    "Tell us the use and the cure you can allow. We propose a grade from what has worked before.",
                ),
                ("試料を請求する", "Request a sample"),
            ),
        ],
    }


def figures(scene: Scene, rows: tuple[tuple[str, str, str, str], ...]) -> Block:
    found = [{"number": number, "unit": unit, "label": scene.say(ja, en)} for number, unit, ja, en in rows]
    return "figures", {"figures": found, "note": ""}


def packed(scene: Scene) -> Block:
    section = scene.image(
        "compound",
        "大小の粒が密に詰まった断面の模式図",
        "Diagram of a section with coarse and fine grains, densely packed",
    )
    return scene.picture(section, ("大小の粒の詰まり方（見本）", "How the grains pack (sample)"))


def packing(scene: Scene) -> Block:
    return scene.text(
        "<p>樹脂は固まるときにわずかに縮みます。当社は、大きさの違う球状シリカを密に詰め、縮む樹脂そのものを減らしました。</p>"
        "<ul><li>接着したあとの再調整が要りません</li><li>溶剤を含みません</li>"
        "<li>少量（100 g）から試作に応じます</li></ul>",
        "<p>Resin shrinks a little as it cures. We pack spherical silica of several sizes so "
        "densely that there is "
        "less resin left to shrink.</p><ul><li>no adjustment after bonding</li><li>no solvent</li>"
        "<li>prototypes from 100 g</li></ul>",
    )


def moulding(scene: Scene) -> dict[str, Any]:
    gear = scene.image(
        "moulding", "微細歯車の平面図。二本の寸法線の間にある。", "Plan of a micro gear between two dimension lines"
    )
    values = [
        ("製品", "MM-08（微細歯車・流路部品）", "Product", "MM-08 (micro gears and channels)"),
        ("最小モジュール", "0.08", "Smallest module", "0.08"),
        ("寸法公差", "±2 µm", "Tolerance", "±2 µm"),
        ("材料", "エンジニアリング樹脂、エポキシ樹脂", "Materials", "Engineering plastics, epoxy resin"),
        ("数量", "試作一個から月産100万個まで", "Quantity", "From one prototype to one million a month"),
    ]
    return {
        "title": scene.say("微細成形", "Micro moulding"),
        "lead": scene.say(
            "ミクロンの歯車、流路、レンズ鏡筒を、樹脂でつくります。",
            "Gears, channels and lens barrels in microns, made of resin.",
        ),
        "listing_summary": scene.say(
            "樹脂の微細成形品を、金型の設計から測定、量産まで社内で行います。",
            "Micro-moulded plastic parts: tool design, measuring and volume production under one roof.",
        ),
        "body": [
            scene.picture(gear, ("モジュール0.08の歯車（見本）", "A gear of module 0.08 (sample)")),
            figures(scene, MOULDING_FIGURES),
            scene.heading("図面一枚、試作一個から", "From one drawing"),
            scene.text(
                "<p>金型の設計、加工、成形、測定を一つの建物で行います。測定の結果は、その日のうちに金型へ戻します。</p>",
                "<p>Tool design, machining, moulding and measuring share one building. What is measured "
                "goes back to the tool "
                "on the same day.</p>",
            ),
            scene.heading("できること", "What we can do"),
            scene.table(("微細成形の仕様", "Specification of micro moulding"), values, SAMPLE_VALUES),
            scene.contact_call(
                ("図面をお送りください。", "Send us your drawing."),
                ("数量と時期もお知らせください。", "Tell us quantity and date as well."),
                ("見積もりを依頼する", "Request a quotation"),
            ),
        ],
    }
