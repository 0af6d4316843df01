"""Reads one day, or a day and a time, as people write it. What is not certain is an error that says why."""

import re
from datetime import date, datetime, time, timedelta, timezone
from enum import Enum

from cluster_cms.text.numbers import KANJI, figures, kanji_number

# The year before the first of each era, its first and last day; days before 1873 are of another calendar.
# The last day of one era may be the first of the next (1912, 1926).
ERAS = {
    "明治": (1867, date(1873, 1, 1), date(1912, 7, 30)),
    "大正": (1911, date(1912, 7, 30), date(1926, 12, 25)),
    "昭和": (1925, date(1926, 12, 25), date(1989, 1, 7)),
    "平成": (1988, date(1989, 1, 8), date(2019, 4, 30)),
    "令和": (2018, date(2019, 5, 1), date.max),
}
SHORT_ERAS = {short: name for name, letter in zip(ERAS, "mtshr", strict=True) for short in (name[0], letter)}
WEEKDAYS = ("月mon", "火tue", "水wed", "木thu", "金fri", "土sat", "日sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FIRST_YEAR = 1000  # what is less has been cut short: 0026
NOON = 12

ENGLISH_WEEKDAY = r"(mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday|s|rs|r)?\.?"
WEEKDAY_BEHIND = re.compile(
    rf"[,\s]*(?:[(\[]\s*(?:([月火水木金土日])(?:曜日?)?|{ENGLISH_WEEKDAY})\s*[)\]]|([月火水木金土日])曜日?|(?<=[\s,]){ENGLISH_WEEKDAY})"
)
WEEKDAY_BEFORE = re.compile(rf"{ENGLISH_WEEKDAY}[,\s]\s*")
MARK = r"\s*[-/.,:・\u2010-\u2015\u2212\u30fc]\s*|\s+"
ONE_OR_TWO = rf"\d{{1,2}}|[{KANJI}]{{1,3}}"
ERA = "(?P<era>明治|大正|昭和|平成|令和|[明大昭平令]|[mtshr])"
YEAR = rf"(?:{ERA}\.?\s*|西暦\s*)?(?P<year>\d{{1,4}}|元|[{KANJI}]{{1,8}})"
YEAR_ALONE = re.compile(rf"{YEAR}\s*年?")
OTHER_YEAR = re.compile(r"([^()]*?)\s*\(([^()]*)\)\s*(.*)")  # 2025年(令和7年)12月1日
YEAR_FIRST = re.compile(
    rf"{YEAR}(?:\s*年\s*|{MARK})(?P<month>{ONE_OR_TWO})(?:\s*月\s*|{MARK})(?P<day>{ONE_OR_TWO})\s*[日号.]?"
)
COMPACT = re.compile(r"(?:(?P<era>[mtshr])(?P<year>\d\d)|(?P<western>\d{4}))(?P<month>\d\d)(?P<day>\d\d)")
YEAR_LAST = re.compile(rf"(\d{{1,2}})(?:{MARK})(\d{{1,2}})(?:{MARK})(\d{{4}})\.?")
NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
ENGLISH = [
    re.compile(rf"(?:the\s+)?{DAY}[-/.\s]*(?:of\s+)?{NAME}[-/.,\s]*'?(?P<year>\d{{2,4}})"),
    re.compile(rf"{NAME}[-/.\s]*{DAY}[-/.,\s]+'?(?P<year>\d{{2,4}})"),
    re.compile(rf"(?P<year>\d{{4}})[-/.,\s]*{NAME}[-/.,\s]*{DAY}"),
]
CLOCK = (
    r"(?P<half>午前|午後)?\s*(?P<hour>\d{1,2})(?::(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"|\s*時\s*(?:(?P<minutes>\d{1,2})\s*分|(?P<half_past>半))?)\s*(?P<behind>[ap]\.?m\.?)?"
)
MOMENT = re.compile(
    rf"(?P<day>.*?)(?:(?P<iso>(?<=\d)t)|\s+|(?<=[日)]))(?P<clock>{CLOCK})\s*(?P<zone>z|[-+](?:0\d|1[0-4]):?[0-5]\d)?"
)


class DayProblem(Enum):
    """Why a text is not certainly one day."""

    UNREADABLE = "no day with year, month and day"
    SHORT_YEAR = "a year of less than four digits and no era"
    ORDER = "day and month can be exchanged"
    NO_SUCH_DAY = "30 February"
    ERA = "not a day of the era, or another year in brackets"
    WEEKDAY = "another day of the week"
    TIME = "no time of the day"


class UnclearDay(ValueError):
    """A text that is not certainly one day; `days` are those that it may mean."""

    def __init__(self, problem: DayProblem, *days: date) -> None:
        super().__init__(problem)
        self.problem, self.days = problem, days


def read_day(text: str) -> date:
    """Return the day; a day of the week beside it has to fit. Raises UnclearDay."""
    try:
        plain = figures(text).lower()
    except ValueError as error:
        raise UnclearDay(DayProblem.UNREADABLE) from error
    rest, weekday = without_weekday(plain)
    day = day_in(rest)
    if weekday and weekday not in WEEKDAYS[day.weekday()]:
        raise UnclearDay(DayProblem.WEEKDAY, day)
    return day


def without_weekday(text: str) -> tuple[str, str]:
    """Return the text before or behind a day of the week, and its kanji or three letters."""
    if found := WEEKDAY_BEFORE.match(text):
        return text[found.end() :], found[1]
    for found in WEEKDAY_BEHIND.finditer(text):
        if found.end() == len(text):
            return text[: found.start()], next(filter(None, found.groups()))
    return text, ""


def day_in(text: str) -> date:
    """Return the day of a plain text. Raises UnclearDay."""
    if found := COMPACT.fullmatch(text):
        return dated(found["era"], found["western"] or found["year"], found["month"], found["day"])
    if found := YEAR_LAST.fullmatch(text):
        return either_order(*map(int, found.groups()))
    for pattern in ENGLISH:
        if found := pattern.fullmatch(text):
            month = str(MONTHS.index(found["name"][:3]) + 1)
            return dated(None, found["year"], month, found["day"])
    if found := OTHER_YEAR.fullmatch(text):
        return with_both_years(found[1], found[2], found[3])
    if found := YEAR_FIRST.fullmatch(text):
        return dated(found["era"], found["year"], found["month"], found["day"])
    raise UnclearDay(DayProblem.UNREADABLE)


def with_both_years(before: str, other: str, behind: str) -> date:
    """Return the day of 2025年(令和7年)12月1日, whose years are the same. Raises UnclearDay."""
    found, day = YEAR_ALONE.fullmatch(other), day_in(f"{before}{behind}")
    if found is None:
        raise UnclearDay(DayProblem.UNREADABLE)
    if dated(found["era"], found["year"], str(day.month), str(day.day)) != day:
        raise UnclearDay(DayProblem.ERA)
    return day


def dated(era: str | None, year: str, month: str, day: str) -> date:
    """Return the day that parts in figures or kanji name. Raises UnclearDay."""
    try:
        number = 1 if year == "元" else whole(year)
        if era:
            return day_of_era(SHORT_ERAS.get(era, era), number, whole(month), whole(day))
        if number < FIRST_YEAR or year == "元":
            raise UnclearDay(DayProblem.SHORT_YEAR)
        return date(number, whole(month), whole(day))
    except UnclearDay:
        raise
    except (ValueError, OverflowError) as error:
        raise UnclearDay(DayProblem.NO_SUCH_DAY) from error


def whole(text: str) -> int:
    return int(text) if text.isdecimal() else int(kanji_number(text))


def day_of_era(era: str, year: int, month: int, day: int) -> date:
    """Return a day of a Japanese era. Raises UnclearDay outside of it: 平成32年, 平成31年5月1日."""
    before, first, last = ERAS[era]
    found = date(before + year, month, day)
    if year < 1 or not first <= found <= last:
        raise UnclearDay(DayProblem.ERA)
    return found


def either_order(first: int, second: int, year: int) -> date:
    """Return the day of 25/12/2026 or 12/25/2026. Raises UnclearDay where both orders are days, as in 1/12/2026."""
    if year < FIRST_YEAR:
        raise UnclearDay(DayProblem.SHORT_YEAR)
    days = set()
    for month, day in ((first, second), (second, first)):
        try:
            days.add(date(year, month, day))
        except ValueError:
            continue
    if len(days) > 1:
        raise UnclearDay(DayProblem.ORDER, *sorted(days))
    if not days:
        raise UnclearDay(DayProblem.NO_SUCH_DAY)
    return days.pop()


def read_moment(text: str) -> datetime:
    """Return a day with a time of the day, aware only if a zone is written. Raises UnclearDay."""
    try:
        found = MOMENT.fullmatch(figures(text).lower())
        return moment_in(found)
    except UnclearDay:
        raise
    except ValueError as error:
        raise UnclearDay(DayProblem.TIME) from error


def moment_in(found: re.Match[str] | None) -> datetime:
    """Return the moment of a match. Raises UnclearDay, and ValueError for a time that no clock shows."""
    if found is None:
        raise ValueError
    if (found["zone"] or "").startswith("-") and not (found["iso"] or found["second"]):
        raise ValueError(found[0])  # 10:00-11:00 is from ten to eleven
    minute = found["minute"] or found["minutes"] or (30 if found["half_past"] else 0)
    clock = time(hour_of(found), int(minute), int(found["second"] or 0))
    zone = zone_of(found["zone"]) if found["zone"] else None
    return datetime.combine(read_day(found["day"]), clock, zone)


def hour_of(found: re.Match[str]) -> int:
    """Return the hour, 0 to 23. Raises ValueError for 午後14時, and 午前12時: noon by law, midnight by computer."""
    hour, half = int(found["hour"]), found["half"] or (found["behind"] or "").replace(".", "")
    if not half:
        return hour
    if hour > NOON or (found["half"] and (found["behind"] or hour == NOON)):
        raise ValueError(found[0])
    return hour % NOON + (NOON if half in ("午後", "pm") else 0)


def zone_of(text: str) -> timezone:
    """Return the zone of "z", "+0900" or "+09:00"."""
    if text == "z":
        return timezone(timedelta())
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
