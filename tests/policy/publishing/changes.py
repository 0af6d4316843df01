"""Sixty changes of a policy of nine items, and the warnings that each must give; the text is made for the purpose."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from policy.models.revisions import ChangeKind
from policy.text.canonical import Document

PURPOSE, SUBSTANTIVE, EDITORIAL, CORRECTION = (
    ChangeKind.PURPOSE,
    ChangeKind.SUBSTANTIVE,
    ChangeKind.EDITORIAL,
    ChangeKind.CORRECTION,
)
Edit = Callable[[Document], Any]
ITEMS = {
    "purpose": (
        ("利用目的", "個人情報は、お問い合わせにお答えするために使います。"),
        ("Purpose of use", "We use personal information to answer inquiries."),
    ),
    "security": (
        ("安全管理", "個人情報を厳重に管理します。"),
        ("Security", "We keep personal information under strict control."),
    ),
    "third-parties": (
        ("第三者への提供", "法令による場合を除き、第三者に提供しません。"),
        ("Third parties", "We give nothing to third parties, unless the law says so."),
    ),
    "accuracy-and-requests": (
        ("開示と訂正", "ご本人の求めにより、開示と訂正を行います。"),
        ("Disclosure and correction", "We disclose and correct on request."),
    ),
    "cookies": (("Cookie", "Cookieを使いません。"), ("Cookies", "We use no cookies.")),
    "statistics": (("統計", "閲覧数だけを数えます。"), ("Statistics", "We count page views alone.")),
    "revision": (
        ("改定", "改定するときは、施行の10日前までにお知らせします。"),
        ("Revision", "We announce a revision 10 days before it takes effect."),
    ),
    "linked-sites": (
        ("リンク先", "リンク先の取り扱いには責任を負いません。"),
        ("Linked sites", "We are not responsible for linked sites."),
    ),
    "desk": (("お問い合わせ窓口", "窓口へお申し出ください。"), ("Contact desk", "Please write to the desk.")),
}


def clause(anchor: str, ja: tuple[str, str], en: tuple[str, str]) -> Document:
    return {
        "id": "", "anchor": anchor, "heading": {"ja": ja[0], "en": en[0]}, "lead": {"ja": [ja[1]], "en": [en[1]]},
        "items": [], "closing": {"ja": [], "en": []}, "shows_desk": anchor == "desk",
    }  # fmt: skip


def policy() -> Document:
    """Return the policy that is changed."""
    return {
        "schema": 1,
        "languages": ["ja", "en"],
        "title": {"ja": "個人情報保護方針", "en": "Privacy policy"},
        "intro": {"ja": ["当社の方針です。"], "en": ["This is our policy."]},
        "clauses": [clause(anchor, ja, en) for anchor, (ja, en) in ITEMS.items()],
        "identity": {"desk": {}, "operator": {}},
    }


def found(text: Document, anchor: str) -> Document:
    one: Document = next(clause for clause in text["clauses"] if clause["anchor"] == anchor)
    return one


def add(anchor: str, ja: str, en: str = "") -> Edit:
    """Return what adds a paragraph to a clause."""

    def edit(text: Document) -> None:
        found(text, anchor)["lead"]["ja"].append(ja)
        found(text, anchor)["lead"]["en"].append(en or "A further sentence stands here.")

    return edit


def write(anchor: str, ja: str, en: str = "") -> Edit:
    """Return what puts other words into a clause."""

    def edit(text: Document) -> None:
        found(text, anchor)["lead"] = {"ja": [ja], "en": [en or found(text, anchor)["lead"]["en"][0]]}

    return edit


def line(anchor: str, ja: str, en: str) -> Edit:
    """Return what adds a line to the list of a clause."""
    return lambda text: found(text, anchor)["items"].append({"text": {"ja": ja, "en": en}, "subitems": []})


def head(anchor: str, ja: str, en: str) -> Edit:
    return lambda text: found(text, anchor).update(heading={"ja": ja, "en": en})


def remove(anchor: str) -> Edit:
    return lambda text: text["clauses"].remove(found(text, anchor))


def move(anchor: str, to: int) -> Edit:
    """Return what moves a clause to a position, counted from 0."""

    def edit(text: Document) -> None:
        one = found(text, anchor)
        text["clauses"].remove(one)
        text["clauses"].insert(to, one)

    return edit


def insert(at: int) -> Edit:
    """Return what inserts a clause on children at a position."""
    new = clause("children", ("お子様", "保護者とお読みください。"), ("Children", "Please read it with your parents."))
    return lambda text: text["clauses"].insert(at, new)


def both(*edits: Edit) -> Edit:
    return lambda text: [edit(text) for edit in edits]


def other_company(text: Document) -> None:
    """Give every clause an anchor of another company's text."""
    for number, one in enumerate(text["clauses"], 1):
        one["anchor"] = f"article-{number}"


def desk_moved(text: Document) -> None:
    text["identity"] = {"desk": {"phone": "06-0000-0000"}, "operator": {}}


@dataclass(frozen=True)
class Case:
    """A change: what it does, its kind, the days until it is in force, its summary, and the warnings it must give.

    `announced` is done in an announced revision, in force in 40 days, that the draft follows; `start` is done to both.
    `widened` is whether the draft counts as a change of purpose.
    """

    edit: Edit
    kind: str
    warnings: set[str]
    days: int = 30
    summary: str = ""
    announced: Edit | None = None
    start: Edit = lambda text: None
    widened: bool = False


def shown(text: Document, edit: Edit) -> Document:
    changed = deepcopy(text)
    edit(changed)
    return changed


SOON = {"notice"}
STRICT = add("security", "鍵をかけます。", "We lock it.")
MAIL = write("purpose", "個人情報は、お問い合わせにお答えし、製品をご案内するために使います。",
             "We use personal information to answer inquiries and to send you news.")  # fmt: skip
GIVE = write("third-parties", "グループ会社に提供します。", "We give it to our group.")
COUNT = write("cookies", "統計のためにCookieを使います。", "We use cookies for statistics.")
LATE = write("accuracy-and-requests", "開示には手数料をいただきます。", "We charge a fee for disclosure.")
ELSEWHERE = write("desk", "本社へお申し出ください。", "Please write to the head office.")
BLANKS = write(
    "third-parties",
    "法令による場合を除き第三者に提供しません。",
    "We give nothing to third parties unless the law says so.",
)

MONTH = write("revision", "改定は、施行の１か月前までに通知します。", "We notify you a month before it takes effect.")
AFTERWARDS = write("revision", "改定したらお知らせします。", "We report a revision.")
REPLY = write(
    "purpose",
    "個人情報は、お問い合わせに返答するために使います。",
    "We use personal information to reply to inquiries.",
)
ANSWERS = write(
    "purpose", "個人情報は、お問い合わせへのお答えのために使います。", "We use personal data to answer inquiries."
)

CASES: dict[str, Case] = {
    # Kinds that are too small for what changes.
    "purpose reworded as correction": Case(REPLY, CORRECTION, {"kind:purpose"}),
    "purpose reworded as editorial": Case(ANSWERS, EDITORIAL, {"kind:purpose"}),
    "third parties as correction": Case(GIVE, CORRECTION, {"kind:third-parties"}),
    "third parties as editorial": Case(GIVE, EDITORIAL, {"kind:third-parties"}),
    "rights as correction": Case(LATE, CORRECTION, {"kind:accuracy-and-requests"}),
    "rights as editorial": Case(LATE, EDITORIAL, {"kind:accuracy-and-requests"}),
    "cookies as correction": Case(COUNT, CORRECTION, {"kind:cookies"}),
    "cookies as editorial": Case(COUNT, EDITORIAL, {"kind:cookies"}),
    "desk as correction": Case(ELSEWHERE, CORRECTION, {"kind:desk"}),
    "desk as editorial": Case(ELSEWHERE, EDITORIAL, {"kind:desk"}),
    "two of them as editorial": Case(both(GIVE, COUNT), EDITORIAL, {"kind:third-parties", "kind:cookies"}),
    "third parties as substantive": Case(GIVE, SUBSTANTIVE, set()),
    "cookies as substantive": Case(COUNT, SUBSTANTIVE, set()),
    "security as editorial": Case(STRICT, EDITORIAL, set()),
    "statistics as correction": Case(write("statistics", "閲覧数のみを数えます。"), CORRECTION, set()),
    "punctuation alone as correction": Case(BLANKS, CORRECTION, set()),
    "heading of cookies as editorial": Case(
        head("cookies", "クッキーについて", "About cookies"), EDITORIAL, {"kind:cookies"}),
    "one language of the desk as correction": Case(
        write("desk", "窓口にお申し出ください。"), CORRECTION, {"kind:desk"}),
    "a new line of rights as editorial": Case(
        line("accuracy-and-requests", "利用の停止", "to stop the use"), EDITORIAL, {"kind:accuracy-and-requests"}),
    "the words of another company": Case(
        lambda text: found(text, "article-3")["lead"].update(ja=["委託先に提供します。"]), EDITORIAL,
        {"kind:third-parties"}, start=other_company),
    "another company's security": Case(
        lambda text: found(text, "article-2")["lead"].update(ja=["金庫に納めます。"]), EDITORIAL, set(),
        start=other_company),
    "an added clause on children as editorial": Case(insert(9), EDITORIAL, set()),
    # Purposes.
    "advertising joins the purpose": Case(MAIL, SUBSTANTIVE, set(), widened=True),
    "advertising joins it as correction": Case(MAIL, CORRECTION, {"kind:purpose"}, widened=True),
    "a purpose is added to the list": Case(
        line("purpose", "採用の選考", "selection of applicants"), SUBSTANTIVE, set(), widened=True),
    "a purpose in a new sentence": Case(
        add("purpose", "また、統計の作成のために使います。", "We also use it for the purpose of statistics."),
        SUBSTANTIVE, set(), widened=True),
    "a purpose in Japanese alone": Case(
        add("purpose", "また、統計の作成のために使います。", "See below."), SUBSTANTIVE, set(), widened=False),
    "a sentence that states no purpose": Case(
        add("purpose", "目的は画面に示します。", "The purpose is shown."), SUBSTANTIVE, set(), widened=False),
    "the purpose becomes narrower": Case(
        write("purpose", "個人情報は、返答に使います。", "We use personal information for replies."), SUBSTANTIVE,
        set()),
    "change of purpose called by its name": Case(MAIL, PURPOSE, set(), widened=True),
    # Notice.
    "in force at once": Case(STRICT, SUBSTANTIVE, SOON, days=0),
    "in force tomorrow": Case(STRICT, SUBSTANTIVE, SOON, days=1),
    "a day short of the promise": Case(STRICT, SUBSTANTIVE, SOON, days=9),
    "just as promised": Case(STRICT, SUBSTANTIVE, set(), days=10),
    "without a promise": Case(
        STRICT, SUBSTANTIVE, set(), days=0, start=AFTERWARDS),
    "promise without a number": Case(
        STRICT, SUBSTANTIVE, SOON, days=0,
        start=write("revision", "改定は、あらかじめ公表します。", "We publish a revision in advance.")),
    "promise without a number, tomorrow": Case(
        STRICT, SUBSTANTIVE, set(), days=1,
        start=write("revision", "改定は、あらかじめ公表します。", "We publish a revision in advance.")),
    "promise of a month": Case(
        STRICT, SUBSTANTIVE, SOON, days=29,
        start=MONTH),
    "promise of a month, kept": Case(
        STRICT, SUBSTANTIVE, set(), days=30,
        start=MONTH),
    "promise in kanji numerals": Case(
        STRICT, SUBSTANTIVE, SOON, days=13,
        start=write("revision", "改定は、施行の十四日前までに掲載します。", "We post a revision.")),
    "promise in weeks, in English alone": Case(
        STRICT, SUBSTANTIVE, SOON, days=13,
        start=write("revision", "改定をお知らせします。", "We publish it 2 weeks before it takes effect.")),
    "the promise itself is dropped": Case(
        write("revision", "改定します。", "We revise it."), SUBSTANTIVE, SOON, days=0),
    # Clauses that made a promise.
    "statistics removed": Case(remove("statistics"), SUBSTANTIVE, {"removed:statistics"}),
    "linked sites removed": Case(remove("linked-sites"), SUBSTANTIVE, {"removed:linked-sites"}),
    "desk moved to the front": Case(move("desk", 0), EDITORIAL, {"moved:desk"}),
    "cookies moved behind statistics": Case(move("cookies", 8), EDITORIAL, {"moved:cookies"}),
    "a clause put in between moves none": Case(insert(3), SUBSTANTIVE, set()),
    "removed and moved": Case(
        both(remove("security"), move("desk", 0)), SUBSTANTIVE, {"removed:security", "moved:desk"}),
    # Announced revisions.
    "the same day as the announced one": Case(
        add("statistics", "月ごとに数えます。"), SUBSTANTIVE, {"same_day"}, days=40, announced=STRICT),
    "later than the announced one": Case(
        add("statistics", "月ごとに数えます。"), SUBSTANTIVE, set(), days=41, announced=STRICT),
    "the announced one is undone": Case(
        write("security", "個人情報を厳重に管理します。", "We keep personal information under strict control."),
        SUBSTANTIVE, {"undone"}, days=50, announced=STRICT),
    "half of the announced one is undone": Case(
        write("cookies", "Cookieを使いません。", "We use no cookies."), SUBSTANTIVE, {"undone"}, days=50,
        announced=both(STRICT, COUNT)),
    "the announced one is carried on": Case(
        add("security", "記録をとります。", "We keep a record."), SUBSTANTIVE, set(), days=50, announced=STRICT),
    "the same text again on the same day, with another desk": Case(
        desk_moved, EDITORIAL, set(), days=40, announced=STRICT),
    # Summaries that do not speak of what changes.
    "the summary names another item": Case(STRICT, SUBSTANTIVE, {"unnamed"}, summary="第3項を改めました。"),
    "the summary names the item": Case(STRICT, SUBSTANTIVE, set(), summary="第2項を改めました。"),
    "one of two is forgotten": Case(both(STRICT, COUNT), SUBSTANTIVE, {"unnamed"}, summary="第2項を改めました。"),
    "a range names both": Case(both(STRICT, COUNT), SUBSTANTIVE, set(), summary="第2項から第5項までを改めました。"),
    "a heading names the other": Case(both(STRICT, COUNT), SUBSTANTIVE, set(), summary="第2項とCookieを改めました。"),
    "the summary names none": Case(both(STRICT, COUNT), SUBSTANTIVE, set(), summary="文を読みやすくしました。"),
    # Nothing but the operator and the desk.
    "another telephone, at once": Case(desk_moved, EDITORIAL, set(), days=0),
}  # fmt: skip
