"""The desk's business days in Tokyo: parsing and printing closures, due dates of inquiries, deadlines of requests."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice

import jpholiday
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cluster_cms.clock import TOKYO
from cluster_cms.text.cleaning import normalized, one_line
from contact.models import Closure, DeskCalendar, desk_calendar

DAY = r"(?:((?:19|20)\d\d)\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s*\(\w+\))?"
LINE = re.compile(rf"{DAY}(?:\s*[~〜–—,:-]\s*{DAY})?\s*,?(?:\s+(.+))?")
LEAP_YEAR = 2028  # in it every month and day exists
MOST_CLOSED_DAYS = 60  # of a closure with years
MOST_OCCASION = 60  # characters
SATURDAY = 5
MOST_DAYS = 730  # searched for a business day, even if the calendar says that the desk is always closed
REQUEST_TARGET_DAYS = 3  # business days after the day of receipt
REQUEST_DEADLINE = timedelta(days=14)
ONE_DAY = timedelta(days=1)


def parse_closures(text: str) -> list[Closure]:
    """Parse one closure a line. Raises ValidationError with one sentence for each line that cannot be parsed."""
    closures, errors = [], []
    for number, line in enumerate(normalized("NFKC", text).splitlines(), 1):
        try:
            closures += [parse_closure(line)] if line.strip() else []
        except ValueError:
            values = {"number": number, "line": one_line(line)[:MOST_OCCASION]}
            errors.append(_("Line %(number)d is no day or period: “%(line)s”") % values)
    if errors:
        raise ValidationError(errors)
    return closures


def parse_closure(line: str) -> Closure:
    """Parse a line such as "12-29 〜 01-03 New Year". Raises ValueError."""
    match = LINE.fullmatch(one_line(line))
    if not match:
        raise ValueError(line)
    year, month, day, last_year, last_month, last_day, occasion = match.groups()
    first = closure_date(year, month, day)
    last = closure_date(last_year or year, last_month, last_day) if last_month else first
    if year and not 0 <= (date.fromisoformat(last) - date.fromisoformat(first)).days < MOST_CLOSED_DAYS:
        raise ValueError(line)
    return Closure(first, last, (occasion or "")[:MOST_OCCASION])


def closure_date(year: str | None, month: str, day: str) -> str:
    """Return an ISO date, or "12-29" where no year is given. Raises ValueError for a date that does not exist."""
    text = date(int(year or LEAP_YEAR), int(month), int(day)).isoformat()
    return text if year else text[-5:]


def print_closures(closures: list[Closure]) -> str:
    """Return the closures as lines that `parse_closures` parses."""
    return "\n".join(print_closure(closure) for closure in closures)


def print_closure(closure: Closure) -> str:
    period = closure.first if closure.first == closure.last else f"{closure.first} 〜 {closure.last}"
    return f"{period} {closure.occasion}".strip()


is_holiday = lru_cache(maxsize=4_000)(jpholiday.is_holiday)


def is_business_day(day: date, closures: list[Closure]) -> bool:
    """Tell whether a day is no weekend, no national holiday of Japan and in no closure."""
    return not (day.weekday() >= SATURDAY or is_holiday(day) or any(closure.covers(day) for closure in closures))


def business_days(first: date, calendar: DeskCalendar) -> Iterator[date]:
    """Yield the business days from `first` on, within two years."""
    closures = calendar.closures
    days = (first + number * ONE_DAY for number in range(MOST_DAYS))
    return (day for day in days if is_business_day(day, closures))


def day_of_receipt(moment: datetime, calendar: DeskCalendar) -> date:
    """Return the date in Tokyo of a receipt; from closing time on, the next day."""
    local = moment.astimezone(TOKYO)
    return local.date() + ONE_DAY if local.time() >= calendar.closes_at else local.date()


def due_after(receipt: date, calendar: DeskCalendar) -> date:
    """Return the last day for the answer: `answer_days` business days after the first one from `receipt` on."""
    days = islice(business_days(receipt, calendar), calendar.answer_days, None)
    return next(days, receipt + MOST_DAYS * ONE_DAY)


def due_date(moment: datetime, calendar: DeskCalendar | None = None) -> date:
    """Return the last day for the answer to an inquiry received, reopened or cleared of spam at `moment`."""
    calendar = calendar or desk_calendar()
    return due_after(day_of_receipt(moment, calendar), calendar)


def national_holidays(first: date, last: date) -> list[tuple[date, str]]:
    """Return the national holidays of a period, each with its Japanese name."""
    return list(jpholiday.between(first, last))


def target_date_for(received: date) -> date:
    """Return the third business day after the receipt of a request, at the latest its deadline."""
    days = islice(business_days(received + ONE_DAY, desk_calendar()), REQUEST_TARGET_DAYS - 1, None)
    return min(next(days, date.max), deadline_for(received))


def deadline_for(received: date) -> date:
    """Return the last day for the answer to a request: 14 calendar days after receipt."""
    return received + REQUEST_DEADLINE
