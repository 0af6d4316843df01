"""Dates in a text: written as the house writes them, possible, and with the right day of the week."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from cluster_cms.checks.faults import Fault, TextPiece
from cluster_cms.text.days import ERAS, SHORT_ERAS, DayProblem, UnclearDay, day_of_era, read_day

MONTHS = "January February March April May June July August September October November December"
NAMES = MONTHS.split()
NUMERIC = re.compile(r"(?<![\w/.\-#])(\d{4})([/.\-])(\d{1,2})\2(\d{1,2})(?![\w/\-]|\.\w)", re.ASCII)
YEAR_LAST = re.compile(r"(?<![\w/.\-])(\d{1,2})/(\d{1,2})/(\d{4})(?![\w/\-])", re.ASCII)
SHORT_ERA = re.compile(r"(?<![A-Za-z0-9\-])([MTSHR])\.?(\d{1,2})[./](\d{1,2})[./](\d{1,2})(?![\w./\-])", re.ASCII)
VERSION = re.compile(
    r"(?:バージョン|ファームウェア|版|ver(?:sion)?\.?|firmware|rev(?:ision)?\.?|release)\s*$", re.IGNORECASE
)
IN_WORDS = re.compile(
    r"(?:(?:令和|平成|昭和|大正|明治)\s?(?:元|\d{1,2})|(?<!\d)\d{4})年\s?\d{1,2}月\s?\d{1,2}日"
    r"(?:\s?[（(][月火水木金土日](?:曜日?)?[）)])?"
)
MONTH = "|".join((*NAMES, *(name[:3] for name in NAMES)))
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
ENGLISH = re.compile(rf"(?:{WEEKDAY},? )?(?:\b{NUMBER} (?:{MONTH})\.?,? \d{{4}}|\b(?:{MONTH})\.? {NUMBER}, \d{{4}})\b")
YEARS = range(1873, 2200)


def in_words(day: date, language: str) -> str:
    """Return a date as the site writes it: 2026年1月5日, 5 January 2026."""
    return (
        f"{day.year}年{day.month}月{day.day}日" if language == "ja" else f"{day.day} {NAMES[day.month - 1]} {day.year}"
    )


def dates_in_figures(piece: TextPiece) -> Iterator[Fault]:
    """Yield dates such as 2026/1/5 or R8.1.5, with the words for them where they are certain."""
    for found in NUMERIC.finditer(piece.text):
        year, month, day = map(int, found.group(1, 3, 4))
        if year in YEARS and not VERSION.search(piece.text, 0, found.start()) and not is_iso(found, piece):
            yield judged(piece, found, possible(year, month, day))
    for found in SHORT_ERA.finditer(piece.text):
        if not VERSION.search(piece.text, 0, found.start()):
            with suppress(ValueError):
                yield Fault("date-in-figures", found.start(), found.end(), era_in_words(found, piece.language))
    for found in YEAR_LAST.finditer(piece.text):
        first, second, year = map(int, found.groups())
        days = {one for pair in ((first, second), (second, first)) if (one := possible(year, *pair))}
        right = in_words(days.pop(), piece.language) if len(days) == 1 else None
        yield Fault("date-in-figures", found.start(), found.end(), right)


def is_iso(found: re.Match[str], piece: TextPiece) -> bool:
    """Return whether an English text writes a date as ISO 8601 does, which everybody reads alike."""
    return piece.language == "en" and found[2] == "-" and len(found[0]) == len("2026-01-05")


def judged(piece: TextPiece, found: re.Match[str], certain: date | None) -> Fault:
    if certain is None:
        return Fault("impossible-date", found.start(), found.end())
    return Fault("date-in-figures", found.start(), found.end(), in_words(certain, piece.language))


def possible(year: int, month: int, day: int) -> date | None:
    with suppress(ValueError):
        return date(year, month, day)
    return None


def era_in_words(found: re.Match[str], language: str) -> str:
    """Return 令和8年1月5日 for R8.1.5. Raises ValueError for what is no day of the era."""
    era = SHORT_ERAS[found[1].lower()]
    year, month, number = map(int, found.group(2, 3, 4))
    day = day_of_era(era, year, month, number)
    if language != "ja":
        return in_words(day, language)
    before = ERAS[era][0]
    return f"{era}{'元' if day.year - before == 1 else day.year - before}年{day.month}月{day.day}日"


def dates_that_are_none(piece: TextPiece) -> Iterator[Fault]:
    """Yield dates in words that no calendar has, and those with another day of the week."""
    for found in (*IN_WORDS.finditer(piece.text), *ENGLISH.finditer(piece.text)):
        try:
            read_day(found[0])
        except UnclearDay as error:
            if error.problem is DayProblem.WEEKDAY:
                yield Fault("wrong-weekday", found.start(), found.end())
            elif error.problem in (DayProblem.NO_SUCH_DAY, DayProblem.ERA):
                yield Fault("impossible-date", found.start(), found.end())
