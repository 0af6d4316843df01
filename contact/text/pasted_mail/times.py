"""Reads the time that a mail names; where day, hour or zone is not certain, says what is in doubt."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_cms.clock import TOKYO
from cluster_cms.text.cleaning import normalized
from cluster_cms.text.days import UnclearDay, day_in


class TimeDoubt(models.TextChoices):
    """Why the time of a mail is not certain; the label is the sentence for the clerk."""

    MISSING = "missing", _("The email does not say when it was sent. Write the time in Japan.")
    ZONE = "zone", _("The email names no time zone, or one that means several: “%(time)s”. Write the time in Japan.")
    DAY_OR_MONTH = "day_or_month", _("Day and month cannot be told apart: “%(time)s”. Write the time in Japan.")
    UNREADABLE = "unreadable", _("The time of the email cannot be read: “%(time)s”. Write the time in Japan.")


@dataclass(frozen=True)
class MailTime:
    """The time, or what is in doubt about it, and how the mail words it."""

    at: datetime | None = None
    doubt: TimeDoubt | None = None
    worded: str = ""


class Doubtful(Exception):
    """The time cannot be read with certainty; the argument is the TimeDoubt."""


EARLIEST = 2000  # year; earlier dates come from a clock that was never set
NOON, HALF_PAST = 12, 30
SHOWN = 60  # characters of the wording that are shown
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
JAPANESE_WEEKDAYS = "月火水木金土日"
# Hours before or behind UTC. Those that name several places (IST, CST, MST, AST …) are left out on purpose.
ZONES: dict[str, float] = {
    **dict.fromkeys(("utc", "gmt", "ut", "z", "wet", "coordinated universal time", "greenwich mean time"), 0),
    **dict.fromkeys(("jst", "kst", "日本時間", "日本標準時", "東京", "asia/tokyo", "tokyo standard time"), 9),
    **dict.fromkeys(("japan standard time", "大阪、札幌、東京", "osaka, sapporo, tokyo"), 9),
    **{"cet": 1, "cest": 2, "bst": 1, "west": 1, "eet": 2, "eest": 3, "msk": 3, "hkt": 8, "sgt": 8},
    **{"est": -5, "edt": -4, "cdt": -5, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10},
    **{"awst": 8, "acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13},
}
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
# Where a line names its day; cluster_cms.text.days reads what is found here.
DAY = re.compile(
    r"(?:(?<!\d)\d{4}|(?:令和|平成|\b[rh])\s*(?:\d{1,2}|元))\s*[年/.\-]\s*\d{1,2}\s*[月/.\-]\s*\d{1,2}日?(?![\d/.\-:])"
    rf"|(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?[ \-/.]+(?:of )?{MONTH}[ \-/.,]+\d{{4}}(?![\d/.\-:])"
    rf"|\b{MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?\s*,?\s+\d{{4}}(?![\d/.\-:])"
    r"|(?<!\d)\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}(?![\d/.\-:])"
)
HALF = r"午前|午後|[ap]\.?m\b\.?"
CLOCK = re.compile(
    rf"(?P<before>{HALF})?\s*(?<![\d:+\-])(?P<hour>\d{{1,2}})(?:[:時.](?P<minute>\d{{2}})(?:[:分.](?P<second>\d{{2}})秒?)?(?:[.,]\d+)?分?"
    rf"|時(?P<short>\d{{1,2}})分|時(?P<half>半)?|(?=\s*[ap]\.?m))\s*(?P<after>{HALF})?"
)
OFFSET = re.compile(r"(?:utc|gmt)?\s*(?P<sign>[+\-\u2212])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?(?!\d)")
WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\b\.?|([月火水木金土日])曜日?|\(([月火水木金土日])\)")
FILLER = re.compile(r"\bat\b|\bon\b|\bthe\b|[\s,、。()\[\]<>\-|·]|(?<=\d)t(?=\d)|の")
JAPANESE_WORDING = re.compile(r"年|月\d|午前|午後|曜|[(（][月火水木金土日][)）]")


def read_time(text: str, *, japanese: bool = False) -> MailTime:
    """Return the time of a date line. Without a zone it is Tokyo's where the line is Japanese: by its label
    (`japanese`) or by its words, for then a program on a computer in Japan has written it in its own time.
    """
    worded = " ".join(text.split())[:SHOWN]
    if not worded:
        return MailTime(doubt=TimeDoubt.MISSING)
    folded = normalized("NFKC", text).lower().replace("\u202f", " ")
    local = TOKYO if japanese or JAPANESE_WORDING.search(folded) else None
    try:
        at = parsed(" ".join(folded.split())[:200], local)
    except Doubtful as doubtful:
        return MailTime(doubt=doubtful.args[0], worded=worded)
    except (ValueError, OverflowError):
        return MailTime(doubt=TimeDoubt.UNREADABLE, worded=worded)
    return MailTime(at, worded=worded)


def parsed(text: str, local: tzinfo | None) -> datetime:
    """Return the time of a folded text in UTC. Raises Doubtful, and ValueError for days and hours that do not exist."""
    named, text = taken(WEEKDAY, text)
    weekday = weekday_of(named)
    day, text = read_day(text, weekday)
    clock, text = taken(CLOCK, re.sub(r"^\s*t(?=\d)", " ", text))
    if clock is None or day.year < EARLIEST or (weekday is not None and day.weekday() != weekday):
        raise Doubtful(TimeDoubt.UNREADABLE)
    hour, minute = hour_of_day(clock), int(clock["minute"] or clock["short"] or (HALF_PAST if clock["half"] else 0))
    second = min(int(clock["second"] or 0), 59)  # a leap second
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone_of(text, local)).astimezone(UTC)


def taken(pattern: re.Pattern[str], text: str) -> tuple[re.Match[str] | None, str]:
    """Return the first match of a pattern, and the text without it."""
    found = pattern.search(text)
    return found, text if found is None else f"{text[: found.start()]} {text[found.end() :]}"


def weekday_of(found: re.Match[str] | None) -> int | None:
    if found is None:
        return None
    return WEEKDAYS.index(found[1]) if found[1] else JAPANESE_WEEKDAYS.index(found[2] or found[3])


def read_day(text: str, weekday: int | None) -> tuple[date, str]:
    """Return the day, and the text with a blank in its place; of 03/04/2026 if the weekday decides. Raises Doubtful."""
    found, rest = taken(DAY, text)
    try:
        return day_in(found[0] if found else ""), rest
    except UnclearDay as unclear:
        fitting = [day for day in unclear.days if day.weekday() == weekday]
        if len(fitting) == 1:
            return fitting[0], rest
        raise Doubtful(TimeDoubt.DAY_OR_MONTH if unclear.days else TimeDoubt.UNREADABLE) from unclear


def hour_of_day(clock: re.Match[str]) -> int:
    """Return the hour, 0 to 23. Raises ValueError for 13 AM, and where two halves of the day contradict each other."""
    hour = int(clock["hour"])
    halves = {half == "午後" or half.startswith("p") for half in (clock["before"], clock["after"]) if half}
    if not halves:
        return hour
    if len(halves) > 1 or hour > NOON:
        raise ValueError("no hour of a 12-hour clock")
    return hour % NOON + (NOON if halves.pop() else 0)


def zone_of(text: str, local: tzinfo | None) -> tzinfo:
    """Return the zone in what is left of a text after day and hour. Raises Doubtful where something else is left."""
    if (named := by_offset(text) or by_name(text)) is not None:
        return named
    if local is None or FILLER.sub("", text):
        raise Doubtful(TimeDoubt.ZONE if re.search("[a-z]", text) or local is None else TimeDoubt.UNREADABLE)
    return local


def by_offset(text: str) -> tzinfo | None:
    """Return the zone of +0900, UTC+9 or GMT+09:00; what stands behind it is a comment. Raises Doubtful."""
    found = OFFSET.search(text)
    if found is None or FILLER.sub("", text[: found.start()]):
        return None
    offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    if offset >= timedelta(hours=15):
        raise Doubtful(TimeDoubt.ZONE)
    return timezone(offset if found["sign"] == "+" else -offset)


def by_name(text: str) -> tzinfo | None:
    words = re.sub(r"\b(?:at|on|the)\b", " ", text)
    name = re.sub(r"\s+", " ", words.strip(" ,()[]の")).strip(".")
    hours = ZONES.get(name, ZONES.get(re.sub(r"\s*\(.*\)$", "", name)))
    return None if hours is None else timezone(timedelta(hours=hours))
