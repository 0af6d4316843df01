"""Quality and supply, equipment, a case: sample texts."""

from datetime import timedelta
from typing import Any

from home.demo.script import Block, Scene

Pair = tuple[str, str]
MACHINES: list[tuple[Pair, Pair, str, Pair, Pair, Pair]] = [
    (("三次元測定機", "Measuring machine"), ("見本精機 CM-500", "Mihon Seiki CM-500"), "2", ("台", "machines"),
     ("500 × 400 × 300 mm", "500 × 400 × 300 mm"), ("0.3 µm + L/500", "0.3 µm + L/500")),
    (("白色干渉計", "White light interferometer"), ("例示光機 WL-1", "Reiji Koki WL-1"), "1", ("台", "machine"),
     ("視野 0.8 mm", "field of 0.8 mm"), ("高さ 0.1 nm", "height 0.1 nm")),
    (("微細射出成形機", "Micro injection moulding machine"), ("見本機械 MI-10", "Mihon Kikai MI-10"), "14",
     ("台", "machines"), ("型締力 5–15 t", "5–15 t clamping force"), ("±2 µm", "±2 µm")),
    (("真空混練機", "Vacuum kneader"), ("例示工業 VK-60", "Reiji Kogyo VK-60"), "3", ("台", "machines"),
     ("5–60 L", "5–60 L"), ("±0.5 ℃", "±0.5 °C")),
    (("クリーンルーム", "Clean room"), ("", ""), "220", ("m²", "m²"), ("ISOクラス6", "ISO class 6"), ("", "")),
]  # fmt: skip
STATEMENTS: list[tuple[Pair, str, Pair]] = [
    (("RoHS（10物質）", "RoHS (10 substances)"), "met",
     ("すべての製品が適合しています。仕入れ先の宣言と、年一回の分析で確かめます。",
      "All products conform, by declarations of suppliers and an analysis each year.")),
    (("REACH 高懸念物質", "REACH, substances of very high concern"), "partly",
     ("コンパウンドは含みません。成形品は材料ごとにお答えします。",
      "Compounds hold none. For moulded parts we answer for each material.")),
    (("紛争鉱物", "Conflict minerals"), "met",
     ("2025年の調査では、38社の仕入れ先すべてから回答を得ました。懸念のある製錬所はありませんでした。",
      "In 2025 all 38 suppliers answered. No smelter of concern was found.")),
    (("PFAS", "PFAS"), "checking",
     ("シール材の調査を続けています。2027年1月にお答えします。",
      "We are looking into seals, and answer in January 2027.")),
    (("事業継続（BCP）", "Continuity (BCP)"), "met",
     ("本社が止まったとき、72時間以内に第二工場から出荷を再開する計画です。年に二回訓練します。",
      "Should the head office stop, the second works ships within 72 hours. We train twice a year.")),
]  # fmt: skip


def quality(scene: Scene) -> dict[str, Any]:
    return {
        "title": scene.say("品質と調達", "Quality and supply"),
        "lead": scene.say(
            "証明書、含有物質、止まったときの備え。お取引の前に確かめたいことを、一枚にまとめました（見本）。",
            "Certificates, substances, continuity: what you want to know before you buy, on one page (sample).",
        ),
        "listing_summary": scene.say(
            "ISOの証明書と期限、RoHS・REACH・紛争鉱物への対応、事業継続（見本）。",
            "ISO certificates with expiry, RoHS, REACH, conflict minerals, continuity (sample).",
        ),
        "body": [
            ("contents", None),
            scene.heading("証明書", "Certificates", ("登録機関も番号も見本です。", "Bodies and numbers are samples.")),
            certificates(scene),
            scene.heading("含有物質と調達", "Substances and supply"),
            ("statements", {"caption": scene.say("項目ごとの状態", "State of each requirement"),
                            "statements": [statement(scene, *row) for row in STATEMENTS]}),
            scene.contact_call(
                ("監査と調査票にお答えします。", "Audits and questionnaires are welcome."),
                ("品質保証の担当者が日程をお返しします。", "Our quality engineers reply with a date."),
                ("監査の日程を相談する", "Arrange an audit"),
            ),
        ],
    }  # fmt: skip


def certificates(scene: Scene) -> Block:
    """Return one certificate that is valid, one that expires soon and one that has expired.

    The first and the last are documents of the library, which state their last day.
    """
    body = scene.say("見本認証株式会社", "Mihon Certification (sample)")
    soon = str(scene.today + timedelta(days=20))
    rows = [
        ("ISO 9001:2015", ("品質マネジメント", "Quality management"), ("本社・第一工場、第二工場", "Both works"),
         "QMS-0000", "iso-9001-certificate"),
        ("ISO 14001:2015", ("環境マネジメント", "Environmental management"), ("本社・第一工場", "Head office"),
         "EMS-0000", ""),
        ("ISO 13485:2016", ("医療機器", "Medical devices"), ("第二工場。流路チップ", "Second works: channel chips"),
         "MDQ-0000", "iso-13485-certificate"),
    ]  # fmt: skip
    found = [
        {"standard": standard, "subject": scene.say(*subject), "scope": scene.say(*scope), "number": number,
         "body": body, "until": None if document else soon,
         "document": scene.document(document) if document else None, "copy": None}
        for standard, subject, scope, number, document in rows
    ]  # fmt: skip
    return "certificates", {"caption": scene.say("証明書の表", "Table of certificates"), "certificates": found}


def statement(scene: Scene, subject: Pair, state: str, text: Pair) -> dict[str, Any]:
    day = str(scene.today - timedelta(days=50))
    return {"subject": scene.say(*subject), "state": state, "text": scene.say(*text), "stated_on": day, "copy": None}


def equipment(scene: Scene) -> dict[str, Any]:
    machines = [
        {"name": scene.say(*name), "model": scene.say(*model), "quantity": quantity, "unit": scene.say(*unit),
         "size": scene.say(*size), "tolerance": scene.say(*tolerance)}
        for name, model, quantity, unit, size, tolerance in MACHINES
    ]  # fmt: skip
    note = scene.say("数も型式も見本です。", "Numbers and models are samples.")
    works = scene.image("works", "本社工場（見本画像）", "Head office and works (sample picture)")
    pictures = [(works, ("本社・第一工場（見本）", "Head office (sample)")),
                (scene.image("moulding", "微細歯車の平面図", "Plan of a micro gear"),
                 ("微細歯車（見本）", "A micro gear (sample)")),
                (scene.image("grains", "大きさのそろったガラスの粒の拡大写真", "Glass grains of one size, magnified"),
                 ("フィラーの粒。顕微鏡で（見本）", "Grains of filler, under the microscope (sample)"))]  # fmt: skip
    return {
        "title": scene.say("設備と能力", "Equipment and capacity"),
        "lead": scene.say("測る機械から、そろえました（見本）。", "We began with machines that measure (sample)."),
        "listing_summary": scene.say(
            "測定機、成形機、混練機、クリーンルームの数と能力（見本）。",
            "Machines that measure, mould and knead: numbers and capacity (sample).",
        ),
        "body": [
            scene.heading("設備", "Equipment"),
            ("equipment", {"caption": scene.say("設備の表", "Table of equipment"), "machines": machines, "note": note}),
            scene.heading("見てみる", "In pictures"),
            ("gallery", {"pictures": [{"picture": one, "caption": scene.say(*words)} for one, words in pictures]}),
            scene.contact_call(
                ("その寸法、つくれます。", "We can probably make it."),
                ("大きさと公差をお知らせください。測り方からご提案します。",
                 "Tell us size and tolerance. We propose how to measure it, too."),
                ("加工できるか問い合わせる", "Ask whether we can make it"),
            ),
        ],
    }  # fmt: skip


def case(scene: Scene) -> dict[str, Any]:
    return {
        "title": scene.say("事例：調整の工程をなくした", "Case: one step less"),
        "lead": scene.say(
            "樹脂を替えると、レンズは動かなくなりました（見本の事例です）。",
            "With another resin, the lens stayed where it was (a sample case).",
        ),
        "listing_summary": scene.say(
            "距離センサーのレンズの接着で、再調整の工程をなくした事例（見本）。",
            "How a maker of distance sensors took an adjustment out of the line (sample).",
        ),
        "body": [
            scene.heading("何が変わったか", "What changed"),
            ("case", change(scene)),
            scene.heading("進め方", "How we went about it"),
            ("steps", {"steps": [step(scene, *row) for row in STEPS]}),
            ("quotation", {
                "sentence": scene.say("調整の工程が一つ、なくなりました。", "There is one step less in our line."),
                "name": scene.say("製造部長（見本）", "Head of production (sample)"),
                "office": scene.say("見本光学株式会社", "Mihon Optics"),
            }),
            scene.heading("関連ページ", "Related pages"),
            ("related", {"pages": [scene.pages["epoxy-compounds"], scene.pages["quality"]]}),
            scene.contact_call(
                ("動く向きから、測りませんか。", "Shall we measure which way it moves?"),
                ("部品と図面を送っていただくだけで始められます。", "A part and its drawing are enough to begin with."),
                ("測定を依頼する", "Request a measurement"),
            ),
        ],
    }  # fmt: skip


def change(scene: Scene) -> dict[str, Any]:
    return {
        "field": scene.say(
            "見本光学株式会社　車載用距離センサー（見本）", "Mihon Optics, distance sensor for cars (sample)"
        ),
        "problem": scene.say(
            "<p>固まるときに樹脂が2 %縮み、レンズが引かれていました。一個ずつ軸を測り、ねじで戻していました。</p>",
            "<p>The resin shrank by 2 % as it cured and pulled each lens aside. Each was measured and set back.</p>",
        ),
        "done": scene.say(
            "<p>CX-210を基に、粒の大きさを三段から四段へ変え、炉の昇温を毎分2 ℃に落としました。</p>",
            "<p>From CX-210 we went from three grain sizes to four, and slowed the oven to 2 °C a minute.</p>",
        ),
        "result": scene.say(
            "<p>光軸の再調整がなくなりました。−40 ℃と125 ℃を1,000回くり返しても、動きは最大2.4 µmです。</p>",
            "<p>No lens is adjusted any more. After 1,000 cycles of −40 and 125 °C it moves by 2.4 µm at most.</p>",
        ),
        "figures": [
            {"label": scene.say(*label), "before": before, "after": after, "unit": scene.say(*unit)}
            for label, before, after, unit in (
                (("光軸の動き（平均）", "mean movement of the axis"), "5.9", "0.8", ("µm", "µm")),
                (("調整の時間（1個）", "adjustment of one part"), "42", "0", ("秒", "s")),
                (("歩留まり", "yield"), "91.3", "99.6", ("%", "%")),
            )
        ],
    }


STEPS: list[tuple[Pair, Pair, Pair, str, Pair]] = [
    (("1週目", "Week 1"), ("動く向きを測る", "Measure the movement"),
     ("40個を組み、硬化炉の中で軸の動きを追いました。", "Forty parts were followed through the oven."),
     "5.9 µm", ("平均の動き", "mean movement")),
    (("3週目", "Week 3"), ("粒の配合を変える", "Change the grains"),
     ("流れやすさを保ったまま、充填率を上げました。", "More filler, flowing as before."), "78 %", ("充填率", "filler")),
    (("6週目", "Week 6"), ("炉の温度を決める", "Set the oven"),
     ("縮みを左右で等しくしました。", "The resin shrinks alike on both sides."),
     "0.8 µm", ("平均の動き", "mean movement")),
]  # fmt: skip


def step(scene: Scene, when: Pair, title: Pair, text: Pair, result: str, measures: Pair) -> dict[str, Any]:
    words = {"when": when, "title": title, "text": text, "result_label": measures}
    return {name: scene.say(*pair) for name, pair in words.items()} | {"result": result}
