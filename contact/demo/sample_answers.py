"""What made-up inquiries say, marked as samples; the same number always gives the same answers."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from django.utils import translation

from cluster_cms.pages.languages import ENGLISH, JAPANESE
from contact.public.form import core_fields
from contact.text.answers import Answer
from contact.text.question_kinds import ASKED_SUBJECTS, SUBJECT, Kind

LABELS = {
    JAPANESE: {"field": "関心のある分野", "quantity": "ご希望の数量"},
    ENGLISH: {"field": "Fields of interest", "quantity": "Quantity"},
}
FIRMS = {
    JAPANESE: tuple(
        f"{name}{kind}株式会社" for name in ("見本", "例示", "架空") for kind in ("電機", "精機", "光学", "化成")
    ),
    ENGLISH: tuple(f"Sample {kind} Ltd." for kind in ("Optics", "Devices", "Laboratories", "Systems", "Works")),
}
NAMES = {
    JAPANESE: tuple(
        f"{family} {given}"
        for family in ("見本", "例示", "試験", "架空")
        for given in ("花子", "太郎", "陽子", "健一", "直美", "誠", "翔", "葵", "大輔", "拓也", "美咲")
    ),
    ENGLISH: tuple(f"{given} Sample" for given in ("Ann", "Ben", "Carla", "David", "Emma", "Felix", "Grace", "Hugo")),
}
FIELDS = {
    JAPANESE: ("エポキシ樹脂", "微細成形", "インクジェット"),
    ENGLISH: ("Epoxy compounds", "Micro moulding", "Inkjet"),
}
UNITS = {JAPANESE: ("個", "kg"), ENGLISH: ("pieces", "kg")}
OPENINGS = {
    JAPANESE: (
        "【見本】展示会で資料をいただきました。",
        "【見本】御社のサイトを拝見しました。",
        "【見本】以前お世話になりました。",
    ),
    ENGLISH: ("[Sample] We met at the fair.", "[Sample] I found you by your site.", "[Sample] You helped us before."),
}
REQUESTS = {
    JAPANESE: (
        "CX-210の試料と技術資料をお送りいただけますか。用途はレンズ鏡筒の固定、硬化は120度を予定しています。",
        "図面にもとづく微細成形品のお見積もりをお願いします。肉厚は0.2 mm、材質は未定です。",
        "線膨張係数の温度による変化を、零下40度から125度までの範囲で教えてください。",
        "卓上型吐出ヘッドの貸し出しについて、期間と条件をうかがいたく存じます。",
        "先日の納入品について、検査成績書を再発行していただけますでしょうか。",
        "工場見学を希望しています。来月の平日で、二名で伺える日はありますか。",
        "採用についておたずねします。経験者の募集はありますか。",
    ),
    ENGLISH: (
        "Could you send a sample of CX-210 with its data sheet? It is to hold a lens barrel; we cure at 120 °C.",
        "Please quote for a micro-moulded part as in our drawing. Walls are 0.2 mm, the material is open.",
        "How does the thermal expansion of your compounds change between -40 and 125 °C?",
        "On what terms do you lend the bench-top jetting head, and for how long?",
        "Could you issue the inspection certificate of our last delivery once more?",
        "Two of us would like to visit the works on a weekday next month. Which day suits you?",
        "Are you looking for engineers at the moment?",
    ),
}
ENDS = {
    JAPANESE: ("納期と最小数量もお知らせください。", "お急ぎではありません。", "よろしくお願いいたします。"),
    ENGLISH: ("Please tell us delivery time and smallest lot.", "There is no hurry.", "Thank you in advance."),
}
SUBJECTS = list(ASKED_SUBJECTS)
KINDS = 4_999  # different messages; prime, so that they do not go in step with the names
PEOPLE = 700_000  # of a million inquiries some are from people who wrote before


def language_of_number(number: int) -> str:
    """Return "en" for every fifth inquiry, else "ja"."""
    return JAPANESE if number % 5 else ENGLISH


def phone_of(number: int) -> str:
    """Return a telephone number that one inquiry alone holds: something to search for."""
    return f"00-{number // 10_000 % 10_000:04d}-{number % 10_000:04d}"


def message(number: int, language: str) -> str:
    kind = number % KINDS
    opening, request, end = (
        texts[language][kind // step % len(texts[language])]
        for texts, step in ((OPENINGS, 1), (REQUESTS, 3), (ENDS, 21))
    )
    drawing = f"図面番号はDW-{kind:04d}です。" if language == JAPANESE else f"The drawing is DW-{kind:04d}."
    return "\n".join((opening, request, drawing, end))


def made_up_answers(number: int) -> list[Answer]:
    """Return the answers as the form of the demo stores them."""
    language = language_of_number(number)

    def one(key: str, kind: str, value: str | list[str]) -> Answer:
        return Answer(key=key, label=labels(language)[key], kind=kind, value=value)

    def pick(texts: Mapping[str, Sequence[str]], step: int) -> str:
        return texts[language][number // step % len(texts[language])]

    quantity = one("quantity", Kind.NUMBER.value, str(number % 5000 + 1) if number % 3 else "")
    if quantity["value"]:
        quantity["unit"] = pick(UNITS, 3)
    return [
        one("subject", SUBJECT, SUBJECTS[number % len(SUBJECTS)].value),
        one("company", Kind.TEXT.value, pick(FIRMS, 2) if number % 4 else ""),
        one("name", Kind.TEXT.value, pick(NAMES, 1)),
        one("mail", Kind.TEXT.value, f"person{number % PEOPLE}@example.com"),
        one("phone", Kind.TEXT.value, phone_of(number) if number % 6 else ""),
        one("message", Kind.LONG_TEXT.value, message(number, language)),
        one("field", Kind.CHOICES.value, [pick(FIELDS, 7)]),
        quantity,
    ]


@lru_cache
def labels(language: str) -> dict[str, str]:
    """Return the labels of the demo's form by the keys of its questions."""
    with translation.override(language):
        return {key: str(field.label) for key, field in core_fields().items()} | LABELS[language]
