"""Lines that only say when a policy was established, revised or took effect."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cluster_cms.text.cleaning import normalized
from cluster_cms.text.days import MONTHS, UnclearDay, dated

ESTABLISHED, REVISED, EFFECTIVE = "established", "revised", "effective"
KINDS = (
    (ESTABLISHED, re.compile("制定|策定|establish|enact|adopt", re.I)),
    (REVISED, re.compile("改定|改訂|改正|更新|revis|updat|modif|amend", re.I)),
    (EFFECTIVE, re.compile("施行|発効|公布|effective|takes? effect|in(?:to)? force", re.I)),
)
MONTH = r"(?P<name>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})\.?"
DATES = (
    re.compile(rf"{MONTH} ?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? ?(?P<year>\d{{4}})", re.I),
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {MONTH},? ?(?P<year>\d{{4}})", re.I),
    re.compile(
        r"(?P<era>明治|大正|昭和|平成|令和) ?(?P<year>\d{1,2}|元) ?年 ?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?日"
    ),
    re.compile(r"(?P<year>\d{4}) ?年 ?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?日"),
    re.compile(r"(?P<year>\d{4})[-/.] ?(?P<month>\d{1,2})[-/.] ?(?P<day>\d{1,2})"),
)
# Everything that may stand on such a line beside the dates; what is left over makes it an ordinary line.
LABEL = re.compile(
    r"最終|最新|初版|制定|策定|改定|改訂|改正|更新|施行|発効|公布|年月日|日付|日|より|から|付|第 ?\d{1,3} ?(?:版|回)"
    r"|\b(?:date|of|the|this|policy|was|is|on|from|as|since|in|force|last|first|latest|established|establishment|enacted|enactment"
    r"|adopted|revised|revision|updated|update|modified|amended|effective|takes?|effect|comes?|came|into|version|\d\.\d)\b|[\s:：,、。./()（）\[\]【】|｜・=-]",
    re.I,
)


@dataclass(frozen=True)
class DatePhrase:
    """A date and what happened on it."""

    kind: str
    on: date


def date_phrases(text: str) -> list[DatePhrase]:
    """Return the dates of a line that says nothing else, in order; an empty list for any other line."""
    plain = normalized("NFKC", text)
    found = sorted((match for pattern in DATES for match in pattern.finditer(plain)), key=lambda match: match.start())
    spans = [match for place, match in enumerate(found) if place == 0 or match.start() >= found[place - 1].end()]
    values = [day_of(match) for match in spans]
    between = rests(plain, spans)
    if not spans or None in values or any(LABEL.sub("", rest) for rest in between):
        return []
    # "制定日 DATE" names the kind before the date, "DATE 制定" after it.
    kinds = [kind_of(before) or kind_of(after) for before, after in pairwise(between)]
    if all(kind_of(after) for after in between[1:]):
        kinds = [kind_of(after) for after in between[1:]]
    phrases = [DatePhrase(kind, on) for kind, on in zip(kinds, values, strict=True) if kind and on]
    return phrases if len(phrases) == len(spans) else []


def rests(text: str, spans: list[re.Match[str]]) -> list[str]:
    """Return the pieces of a line before, between and after the dates."""
    starts = [0, *(span.end() for span in spans)]
    ends = [*(span.start() for span in spans), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def kind_of(text: str) -> str:
    return next((kind for kind, pattern in KINDS if pattern.search(text)), "")


def day_of(match: re.Match[str]) -> date | None:
    """Return the day that a match names, or None for a 30 February and for 平成32年."""
    parts = match.groupdict()
    name = (parts.get("name") or "").lower()[:3]
    month = str(MONTHS.index(name) + 1) if name else parts["month"]
    try:
        return dated(parts.get("era"), parts["year"], month, parts["day"])
    except UnclearDay:
        return None
