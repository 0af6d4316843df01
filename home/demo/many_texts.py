"""What made-up technical notes and news say, marked as samples; the same number always gives the same texts."""

from typing import Any

from home.demo.script import Block, Scene

Pair = tuple[str, str]

MATERIALS: tuple[Pair, ...] = (
    ("低収縮エポキシ樹脂", "low-shrinkage epoxy resin"),
    ("高熱伝導コンパウンド", "thermally conductive compound"),
    ("透明封止材", "clear sealing compound"),
    ("微細歯車", "micro gear"),
    ("樹脂レンズ鏡筒", "moulded lens barrel"),
    ("流路チップ", "microfluidic chip"),
    ("吐出ヘッド", "jetting head"),
    ("塗布ノズル", "dispensing nozzle"),
)
SUBJECTS: tuple[Pair, ...] = (
    ("硬化条件と寸法の安定", "cure and dimensional stability"),
    ("線膨張係数の測り方", "how thermal expansion is measured"),
    ("粘度の温度による変化", "viscosity and temperature"),
    ("吸湿後の強さ", "strength after moisture"),
    ("粒度分布の影響", "the influence of grain size"),
    ("保管期間と検査", "storage and inspection"),
    ("寿命試験のまとめ", "results of life tests"),
)
SENTENCES: tuple[Pair, ...] = (
    ("試料は三つのロットから十個ずつ取りました。", "Ten samples were taken from each of three lots."),
    ("硬化は120度で60分、そのあと室温で一日置いています。", "Cure was 120 °C for 60 minutes, then a day at rest."),
    ("寸法は接触式の測定機で、同じ人が三回ずつ測りました。", "One person measured each size three times by contact."),
    ("零下40度から125度までの千回の繰り返しを行いました。", "The cycle from -40 to 125 °C was run a thousand times."),
    ("ばらつきは平均の2パーセント以内に収まりました。", "The spread stayed within two per cent of the mean."),
    ("充填材の最大の粒が大きいほど、粘度は低くなります。", "The larger the largest grain, the lower the viscosity."),
    (
        "湿度85パーセントに千時間置いても、接着の強さは変わりません。",
        "Bond strength stays after 1,000 h at 85 % humidity.",
    ),
    ("液滴の量は電圧の波形で決まり、1ピコリットルから選べます。", "The wave form sets the drop, from one picolitre."),
    ("保管は5度以下で、開封のあとは一週間で使い切ってください。", "Store below 5 °C and use within a week of opening."),
    ("数値は見本であり、保証値ではありません。", "The values are samples and not guaranteed."),
)
EVENTS: tuple[Pair, ...] = (
    ("展示会に出展します", "Meet us at the fair"),
    ("新しい測定機を入れました", "A new measuring machine has arrived"),
    ("技術資料を公開しました", "A technical note is out"),
    ("年末年始の休業のお知らせ", "We are closed over the new year"),
    ("工場の見学会を開きます", "Open day at the works"),
)
CATEGORIES = ("events", "company", "products", "company", "company")
COMPANY: Pair = (
    "当社の樹脂と成形品についての見本の文章です。",
    "This is a sample text about the resins and mouldings of our company.",
)


def section(scene: Scene) -> dict[str, Any]:
    return {
        "title": scene.say("【見本】技術資料", "[Sample] Technical notes"),
        "lead": scene.say("材料と成形についての見本の資料です。", "Sample notes on materials and moulding."),
    }


def volume(scene: Scene, number: int) -> dict[str, Any]:
    return {
        "title": scene.say(f"【見本】技術資料 第{number}集", f"[Sample] Technical notes, volume {number}"),
        "lead": scene.say("見本の資料をまとめました。", "A collection of sample notes."),
    }


def note(scene: Scene, number: int) -> dict[str, Any]:
    material, subject = MATERIALS[number % len(MATERIALS)], SUBJECTS[number // 3 % len(SUBJECTS)]
    rows = [
        ("資料番号", f"TN-{number:06d}", "Note", f"TN-{number:06d}"),
        ("ロット数", str(number % 7 + 3), "Lots", str(number % 7 + 3)),
        ("粘度", f"{number % 40 + 5} Pa·s", "Viscosity", f"{number % 40 + 5} Pa·s"),
    ]
    return {
        "title": scene.say(f"【見本】{material[0]}：{subject[0]}", f"[Sample] {material[1]}: {subject[1]}"),
        "lead": scene.say(f"見本の資料 TN-{number:06d}。", f"Sample note TN-{number:06d}."),
        "listing_summary": scene.say(f"{material[0]}の{subject[0]}（見本）。", f"Sample: {material[1]}, {subject[1]}."),
        "body": [
            scene.heading("試験の方法", "Method"),
            prose(scene, number),
            scene.heading("結果", "Results"),
            prose(scene, number + 3),
            scene.table(("結果の表", "Results"), rows),
            scene.contact_call(
                ("試料をお送りします。", "We send samples."),
                ("用途をお知らせください。", "Tell us the use."),
                ("試料を請求する", "Request a sample"),
            ),
        ],
    }


def news(scene: Scene, number: int) -> dict[str, Any]:
    event, material = EVENTS[number % len(EVENTS)], MATERIALS[number // 5 % len(MATERIALS)]
    return {
        "title": scene.say(f"【見本】{event[0]}（{material[0]}）", f"[Sample] {event[1]} ({material[1]})"),
        "category": CATEGORIES[number % len(CATEGORIES)],
        "body": [prose(scene, number)],
    }


def prose(scene: Scene, number: int) -> Block:
    """Return three paragraphs; the first is the same on every page, so that its words stand on all of them."""
    told = [SENTENCES[(number * step + step) % len(SENTENCES)] for step in (1, 3, 7)]
    return scene.text(
        f"<p>{COMPANY[0]}</p>" + "".join(f"<p>{ja}</p>" for ja, _en in told),
        f"<p>{COMPANY[1]}</p>" + "".join(f"<p>{en}</p>" for _ja, en in told),
    )
