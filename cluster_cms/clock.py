"""The one clock: dates of the law are dates in Tokyo."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

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
