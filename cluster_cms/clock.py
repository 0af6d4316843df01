"""The present time, and dates in Tokyo, by which all legal dates are meant."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import ngettext, pgettext

TOKYO = ZoneInfo("Asia/Tokyo")


def now() -> datetime:
    """Return the present instant, aware."""
    return timezone.now()


def today() -> date:
    """Return the present date in Tokyo."""
    return now().astimezone(TOKYO).date()


def midnight(day: date) -> datetime:
    """Return the instant at which `day` begins in Tokyo."""
    return datetime(day.year, day.month, day.day, tzinfo=TOKYO)


def tokyo_date(moment: date | datetime | None) -> str:
    """Return a date in the active language: 2026年11月23日, 23 November 2026; of an instant, its date in Tokyo."""
    if moment is None:
        return ""
    day = moment.astimezone(TOKYO).date() if isinstance(moment, datetime) else moment
    # Translators: the format of a date, in the letters of Django's `date` filter
    return format_date(day, pgettext("format of a date", "j F Y"))


def tokyo_day(day: date) -> str:
    """Return a date with its day of the week in the active language: 2026年11月23日（月）, Monday, 23 November 2026."""
    # Translators: the format of a date with its day of the week, in the letters of Django's `date` filter
    return format_date(day, pgettext("format of a day", "l, j F Y"))


def day_with_distance(day: date) -> str:
    """Return a date with its day of the week and its distance from today in Tokyo: 2027年4月1日（木）、…121日後."""
    ahead = (day - today()).days
    if ahead == 0:
        distance = pgettext("distance of a day", "today")
    elif ahead > 0:
        distance = ngettext("%(days)s day from today", "%(days)s days from today", ahead)
    else:
        distance = ngettext("%(days)s day before today", "%(days)s days before today", -ahead)
    words = {"day": tokyo_day(day), "distance": distance % {"days": abs(ahead)}}
    return pgettext("distance of a day", "%(day)s: %(distance)s") % words


def tokyo_time(moment: datetime) -> str:
    """Return date and time of an instant in Tokyo."""
    return f"{tokyo_date(moment)} {moment.astimezone(TOKYO):%H:%M}"
