"""Access, careers, questions and answers: sample texts."""

from datetime import timedelta
from typing import Any

from home.demo.script import Block, Scene, listed

Pair = tuple[str, str]
HEAD_WAYS = [
    (("電車", "Train"), ("見本電鉄 結晶町駅 2番出口から徒歩8分", "8 minutes on foot from Kesshocho station, exit 2")),
    (("車", "Car"), ("見本自動車道 結晶町出口から5分。来客用の駐車場が6台分あります",
                     "5 minutes from the Kesshocho exit; six visitor spaces")),
    (("受付", "Reception"), ("正面玄関。段差はありません", "Main entrance, without steps")),
]  # fmt: skip
SECOND_WAYS = [
    (("バス", "Bus"), ("結晶町駅から見本バス「工業団地」行き18分、終点から徒歩3分",
                       "18 minutes from Kesshocho station, then 3 minutes on foot")),
    (("車", "Car"), ("見本インターから5分。大型車は東門から",
                     "5 minutes from the Mihon interchange; lorries by the east gate")),
    (("受付", "Reception"), ("東門の守衛所。納品は8:30–16:30", "East gate; deliveries from 8:30 to 16:30")),
]  # fmt: skip
HEAD_NAMES = [(("結晶町駅", "Kesshocho"), 12, 8), (("粒子川", "River Ryushi"), 4, 92),
              (("徒歩8分", "8 min. on foot"), 30, 24), (("本社・第一工場", "Head office"), 46, 55)]  # fmt: skip
SECOND_NAMES = [(("見本インター", "Mihon interchange"), 4, 12), (("工業団地通り", "Kogyo-danchi Street"), 6, 62),
                (("調整池", "Basin"), 40, 82), (("第二工場", "Second works"), 66, 40)]  # fmt: skip


def rows(scene: Scene, pairs: list[tuple[Pair, Pair]]) -> list[dict[str, str]]:
    return [{"heading": scene.say(*heading), "text": scene.say(*text)} for heading, text in pairs]


def names(scene: Scene, places: list[tuple[Pair, int, int]]) -> list[dict[str, Any]]:
    return [{"text": scene.say(*text), "across": across, "down": down} for text, across, down in places]


def access(scene: Scene) -> dict[str, Any]:
    return {
        "title": scene.say("アクセス", "Access"),
        "lead": scene.say(
            "工場は二つあります。お打ち合わせの場所を確かめてから、お越しください（見本）。",
            "There are two works. Please check where you are expected (sample).",
        ),
        "listing_summary": scene.say(
            "本社・第一工場と第二工場への行き方（見本）。",
            "How to reach the head office and the second works (sample).",
        ),
        "body": [
            scene.heading("行き方", "Ways"),
            ("places", {"places": [head_office(scene), second_works(scene)]}),
            scene.contact_call(
                ("工場を、ご覧ください。", "Come and see the works."),
                (
                    "成形と測定の現場を、技術の担当者がご案内します。所要およそ90分です。",
                    "An engineer shows you moulding and measuring, in about ninety minutes.",
                ),
                ("見学を申し込む", "Arrange a visit"),
            ),
        ],
    }


def head_office(scene: Scene) -> dict[str, Any]:
    return {
        "name": scene.say("本社・第一工場", "Head office and first works"),
        "map": scene.image(
            "map",
            "本社周辺の地図。結晶町駅から南へ出て東へ進み、線路の南側に本社がある。",
            "Map of the area: from Kesshocho station south, then east; our works lie south of the railway.",
        ),
        "names": names(scene, HEAD_NAMES),
        "caption": scene.say("見本の地図です。", "A sample map."),
        "address": scene.say(
            "〒000-0000　大阪府見本市結晶町1-2-3\nクラスターテクノロジー株式会社",
            "Cluster Technology Co., Ltd.\n1-2-3 Kessho-cho, Mihon-shi, Osaka 000-0000, Japan",
        ),
        "ways": rows(scene, HEAD_WAYS),
    }


def second_works(scene: Scene) -> dict[str, Any]:
    return {
        "name": scene.say("第二工場", "Second works"),
        "map": scene.image(
            "second_map",
            "第二工場周辺の地図。見本インターから南へ、工業団地通りを東へ進み、調整池の手前に第二工場がある。",
            "Map of the area: from the Mihon interchange south, then east; the second works lie before the basin.",
        ),
        "names": names(scene, SECOND_NAMES),
        "caption": scene.say("見本の地図です。", "A sample map."),
        "address": scene.say(
            "〒000-0001　大阪府見本市工業団地4-5\nクラスターテクノロジー株式会社 第二工場",
            "Cluster Technology Co., Ltd., Second Works\n4-5 Kogyo-danchi, Mihon-shi, Osaka 000-0001, Japan",
        ),
        "ways": rows(scene, SECOND_WAYS),
    }


def careers(scene: Scene) -> dict[str, Any]:
    jobs = [
        job(scene, ("樹脂の配合技術者", "Compound engineer"), ("本社", "Head office"), ("1名", "one person"),
            ("粒度の設計から、試作、量産の立ち上げまでを一人で通します。",
             "From the design of grains to prototypes and volume production."), 45),
        job(scene, ("金型の設計・加工", "Tool design"), ("第二工場", "Second works"), ("2名", "two people"),
            ("ミクロンの刃物痕まで自分で測ります。経験は問いません。",
             "You measure your own tool marks in microns. We teach beginners."), -10),
    ]  # fmt: skip
    notice = {
        "kind": "information",
        "title": scene.say("これは見本の募集です", "These vacancies are samples"),
        "text": scene.say("<p>実際の募集ではありません。</p>", "<p>Nobody is really sought.</p>"),
    }
    return {
        "title": scene.say("採用", "Careers"),
        "lead": scene.say("一粒を、一緒に測る人へ（見本）。", "For those who measure with us (sample)."),
        "listing_summary": scene.say(
            "募集中の仕事と条件、選考の進め方（見本）。", "Vacancies, conditions and steps (sample)."
        ),
        "body": [
            ("notice", notice),
            scene.heading("募集中の仕事", "Vacancies"),
            ("jobs", {"jobs": jobs}),
            scene.heading("応募のあと", "After you apply"),
            ("steps", {"steps": after_applying(scene)}),
            scene.contact_call(
                ("まず、工場を見ませんか。", "See the works first."),
                (
                    "履歴書は要りません。見たい仕事と、来られる日を二つお知らせください。",
                    "No CV needed. Tell us which work you want to see, and two days on which you can come.",
                ),
                ("採用について問い合わせる", "Ask about working here"),
            ),
        ],
    }


def after_applying(scene: Scene) -> list[dict[str, str]]:
    steps = [
        (("お返事", "Our answer"), ("2営業日以内に、担当者の名前でメールします。",
                                      "By email within two working days.")),
        (("工場を見る", "See the works"), ("面接の前に、働く場所を見ていただきます。",
                                           "Before the interview you see where you would work.")),
        (("面接", "Interview"), ("一回、60分。一緒に働く二人がお会いします。",
                                  "Once, for an hour, with two future colleagues.")),
    ]  # fmt: skip
    return [
        {"when": "", "title": scene.say(*title), "text": scene.say(*text), "result": "", "result_label": ""}
        for title, text in steps
    ]


def job(scene: Scene, title: Pair, place: Pair, number: Pair, text: Pair, days: int) -> dict[str, Any]:
    conditions = [
        (("雇用形態", "Contract"), ("正社員（試用期間3か月）", "Permanent, after three months on trial")),
        (("勤務時間", "Hours"), ("8:30–17:00、休憩60分", "8:30 to 17:00, an hour's break")),
        (("賃金", "Pay"), ("月額25万円から（見本）", "From JPY 250,000 a month (sample)")),
        (("休日", "Holidays"), ("土日祝日、年間124日", "Weekends and public holidays, 124 days a year")),
    ]
    words = {"title": title, "place": place, "number": number, "text": text}
    closes = str(scene.today + timedelta(days=days))
    return {name: scene.say(*pair) for name, pair in words.items()} | {
        "conditions": rows(scene, conditions),
        "closes": closes,
    }


ASKED: list[tuple[Pair, list[tuple[Pair, Pair]]]] = [
    (("試料と見積もり", "Samples and quotations"), [
        (("試料は無料ですか", "Are samples free?"),
         ("コンパウンドは100 gまで無料です。成形品の試作は、見積もりのうえ承ります。",
          "Up to 100 g of a compound. Prototypes of moulded parts are quoted.")),
        (("図面がなくても相談できますか", "May we ask without a drawing?"),
         ("できます。大きさのわかる手描きの図と、使う温度をお知らせください。",
          "Yes. Send a sketch with sizes, and the temperature of use.")),
    ]),
    (("技術と納期", "Technology and delivery"), [
        (("仕様の数値は保証値ですか", "Are the figures guaranteed?"),
         ("代表値です。保証する値は、納入仕様書で取り決めます。",
          "They are typical. Guaranteed values are agreed in the delivery specification.")),
        (("標準の納期はどのくらいですか", "How long is delivery?"),
         ("試料は5営業日、成形品の試作は金型の着手から20営業日です。",
          "Five working days for samples, twenty from the start of the tool for moulded parts.")),
    ]),
]  # fmt: skip


def questions(scene: Scene) -> dict[str, Any]:
    body: list[Block] = []
    for heading, pairs in ASKED:
        asked = [
            {"question": scene.say(*question), "answer": f"<p>{scene.say(*answer)}</p>"} for question, answer in pairs
        ]
        body += [scene.heading(*heading), ("faq", {"questions": listed(asked)})]
    return {
        "title": scene.say("よくあるご質問", "Questions and answers"),
        "lead": scene.say(
            "ここにないことは、技術の担当者におたずねください（見本）。", "Anything else: ask an engineer (sample)."
        ),
        "listing_summary": scene.say(
            "試料、見積もり、技術、納期についてのご質問（見本）。",
            "Samples, quotations, technology, delivery (sample).",
        ),
        "in_footer": True,
        "body": [
            *body,
            scene.contact_call(
                ("答えが見つからないとき", "Not answered?"),
                ("その分野の技術者がメールでお返事します。", "An engineer of the field answers by email."),
                ("技術者に聞く", "Ask an engineer"),
            ),
        ],
    }
