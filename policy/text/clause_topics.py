"""What a clause of a policy is about, and which clauses a summary speaks of: read from words, by fixed patterns."""

import re
import unicodedata
from collections.abc import Iterator

from cluster_cms.pages.languages import ENGLISH, JAPANESE
from cluster_cms.text.numbers import read_number
from policy.text.canonical import Document

# By the anchors of this site's own texts; a clause of another text is known by the words of its heading.
TOPICS = {
    "purpose": r"利用(の|する)?目的|\bpurposes?\b",
    "third-parties": r"第三者|\bthird[ -]part(y|ies)\b|\bsharing\b",
    "accuracy-and-requests": r"開示|訂正|利用停止|削除|正確|\bdisclosure|\bcorrect|\baccura|\byour rights|\brequest",
    "cookies": r"cookie|クッキー",
    "desk": r"窓口|お?問い?合わ?せ先|連絡先|\bdesk\b|\bcontact\b",
    "revision": r"改定|改訂|変更|\brevis|\bchanges? to\b|\bamend",
}
COUNT = r"[0-9〇一二三四五六七八九十百]{1,5}"
NUMBERED = {
    JAPANESE: re.compile(rf"第?({COUNT})(?:項|条)?\s*(?:から|~|〜|-)\s*第?({COUNT})(?:項|条)|第({COUNT})(?:項|条)"),
    ENGLISH: re.compile(
        r"\b(?:items?|clauses?|articles?|sections?)\s+(\d{1,3})(?:\s*(?:to|-|–)\s*(\d{1,3}))?((?:\s*(?:,|and)\s*\d{1,3})*)",
        re.I,
    ),
}
FULL_STOP = re.compile(r"[。．.!?！？\n]")
# A promise to tell of a change before it takes effect is a sentence with a word of each: when, and what is done.
BEFOREHAND = {
    JAPANESE: re.compile(r"事前に|あらかじめ|予め|(施行|適用|発効|効力|実施)[^。]{0,15}(前|まえ)"),
    ENGLISH: re.compile(r"\bbeforehand\b|\bin advance\b|\bprior (notice|to)\b|\bbefore (it|they|the|any|such)\b", re.I),
}
TOLD = {
    JAPANESE: re.compile(r"知ら|通知|公表|公告|告知|周知|掲示|掲載|公布"),
    ENGLISH: re.compile(r"\b(announc|notif|notice|publish|inform|post)", re.I),
}
# Words that state what something is used for.
PURPOSE = {
    JAPANESE: re.compile(r"ため|ご?案内|(に|へ)(利用|使用|活用|使い|使う)"),
    ENGLISH: re.compile(
        r"\bin order to\b|\bto \w+ (you|your|our|new|and)\b|\bfor the purposes? of\b|\bfor (our )?\w+ing\b", re.I
    ),
}
AHEAD = {
    JAPANESE: re.compile(rf"({COUNT})\s*(日|週間|[かヶケカヵ]月|月)(?:以上)?(?:前|まえ)"),
    ENGLISH: re.compile(r"\b(\d{1,3})\s*(day|week|month)s?\b", re.I),
}
DAYS = {"日": 1, "週間": 7, "day": 1, "week": 7, "month": 30}  # a month counts 30 days, whatever it is called


def topic_of(clause: Document) -> str:
    """Return what a clause is about, as one of TOPICS; empty for any other."""
    if clause["anchor"] in TOPICS:
        return str(clause["anchor"])
    heading = folded(" ".join(clause["heading"].values()))
    return next((topic for topic, words in TOPICS.items() if re.search(words, heading, re.I)), "")


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def numbers_named(summary: str, language: str) -> set[int]:
    """Return the numbers of the clauses that a summary speaks of: 第2項, 第3項から第5項まで, items 4 and 6."""
    found: set[int] = set()
    for match in NUMBERED[language].finditer(folded(summary)):
        first, last, *others = match.groups()
        if language == JAPANESE:
            first, others = first or match[3], []
        found |= set(range(whole(first), whole(last or first) + 1))
        found |= {int(number) for more in others if more for number in re.findall(r"\d{1,3}", more)}
    return found


def whole(numeral: str) -> int:
    """Return the value of a numeral of at most five digits; 0 for what is none."""
    try:
        return int(read_number(numeral))
    except ValueError:
        return 0


def notice_promised(clause: Document, language: str) -> int | None:
    """Return the days of notice before effect that a clause promises, 1 where it names no time; None where none."""
    days = [
        days_named(sentence, language)
        for sentence in sentences(clause, language)
        if BEFOREHAND[language].search(sentence) and TOLD[language].search(sentence)
    ]
    return max(days, default=None)


def sentences(clause: Document, language: str) -> Iterator[str]:
    for paragraph in (
        *clause["lead"][language],
        *(item["text"][language] for item in clause["items"]),
        *clause["closing"][language],
    ):
        yield from FULL_STOP.split(folded(paragraph))


def days_named(sentence: str, language: str) -> int:
    found = AHEAD[language].search(sentence)
    return whole(found[1]) * DAYS.get(found[2].lower(), 30) or 1 if found else 1
