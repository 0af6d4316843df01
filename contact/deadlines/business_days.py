"""Counts the desk's business days in Tokyo, reads its closing days, and computes due dates."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice

import jpholiday
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cluster_cms.clock import TOKYO
from contact.models import Closure, DeskCalendar, desk_calendar
from contact.text.cleaning import one_line

DAY = r"(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s*\(\w+\))?"
LINE = re.compile(rf"{DAY}(?:\s*[~〜–—,:-]\s*{DAY})?\s*,?(?:\s+(.+))?")
LEAP_YEAR = 2028  # in which every day of a year exists
LONGEST = 60  # days, for a closure with years
OCCASION = 60  # characters
SATURDAY = 5
AT_MOST = 730  # days looked through: a calendar that is closed for ever must not stop the desk
REQUEST_TARGET_DAYS = 3  # business days of the desk after the day of receipt
REQUEST_DEADLINE = timedelta(days=14)
TOMORROW = timedelta(days=1)


def read_closures(text: str) -> list[Closure]:
    """Return what the lines say. Raises ValidationError with one sentence for each line that cannot be read."""
    found, wrong = [], []
    for number, line in enumerate(unicodedata.normalize("NFKC", text).splitlines(), 1):
        try:
            found += [read_line(line)] if line.strip() else []
        except ValueError:
            told = {"number": number, "line": one_line(line)[:OCCASION]}
            wrong.append(_("Line %(number)d is no day or period: “%(line)s”") % told)
    if wrong:
        raise ValidationError(wrong)
    return found


def read_line(line: str) -> Closure:
    """Read one line. Raises ValueError."""
    match = LINE.fullmatch(one_line(line))
    if not match:
        raise ValueError(line)
    year, month, day, last_year, last_month, last_day, occasion = match.groups()
    first = written(year, month, day)
    last = written(last_year or year, last_month, last_day) if last_month else first
    if year and not 0 <= (date.fromisoformat(last) - date.fromisoformat(first)).days < LONGEST:
        raise ValueError(line)
    return Closure(first, last, (occasion or "")[:OCCASION])


def written(year: str | None, month: str, day: str) -> str:
    """Return the ISO date, or only month and day where no year is given. Raises ValueError for a day that is none."""
    found = date(int(year or LEAP_YEAR), int(month), int(day)).isoformat()
    return found if year else found[-5:]


def shown_closures(closures: list[Closure]) -> str:
    """Return the lines that `read_closures` reads."""
    return "\n".join(shown(one) for one in closures)


def shown(closure: Closure) -> str:
    period = closure.first if closure.first == closure.last else f"{closure.first} 〜 {closure.last}"
    return f"{period} {closure.occasion}".strip()


known = lru_cache(maxsize=4_000)(jpholiday.is_holiday)


def is_business_day(day: date, closures: list[Closure]) -> bool:
    return not (day.weekday() >= SATURDAY or known(day) or any(closure.covers(day) for closure in closures))


def business_days(first: date, calendar: DeskCalendar) -> Iterator[date]:
    """Yield the business days from `first` on."""
    closures = calendar.closures
    days = (first + timedelta(days=number) for number in range(AT_MOST))
    return (day for day in days if is_business_day(day, closures))


def day_of_receipt(moment: datetime, calendar: DeskCalendar) -> date:
    """Return the first day on which the desk can have seen it; after closing time that is tomorrow at the earliest."""
    local = moment.astimezone(TOKYO)
    return local.date() + timedelta(days=1 if local.time() >= calendar.closes_at else 0)


def due_after(receipt: date, calendar: DeskCalendar) -> date:
    """Return the last day for the answer: the first business day from `receipt` on does not count, then they do."""
    counted = islice(business_days(receipt, calendar), calendar.answer_days, None)
    return next(counted, receipt + timedelta(days=AT_MOST))


def due_date(moment: datetime, calendar: DeskCalendar | None = None) -> date:
    """Return the day by which an inquiry is to be answered whose clock runs from `moment`."""
    calendar = calendar or desk_calendar()
    return due_after(day_of_receipt(moment, calendar), calendar)


def national_holidays(first: date, last: date) -> list[tuple[date, str]]:
    """Return the national holidays of a period, each with its Japanese name."""
    return list(jpholiday.between(first, last))


def target_date_for(received: date) -> date:
    """Return the day to answer by; however long the desk is closed, the limit stands."""
    days = islice(business_days(received + TOMORROW, desk_calendar()), REQUEST_TARGET_DAYS - 1, None)
    return min(next(days, date.max), deadline_for(received))


def deadline_for(received: date) -> date:
    return received + REQUEST_DEADLINE
