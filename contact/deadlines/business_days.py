"""Counts the desk's business days in Tokyo, and the due dates of inquiries and requests."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice

import jpholiday

from cluster_cms.clock import TOKYO
from contact.models import Closure, DeskCalendar, desk_calendar

SATURDAY = 5
AT_MOST = 730  # days looked through: a calendar that is closed for ever must not stop the desk
REQUEST_TARGET_DAYS = 3  # business days of the desk after the day of receipt
REQUEST_DEADLINE = timedelta(days=14)
TOMORROW = timedelta(days=1)
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
