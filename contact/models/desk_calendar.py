"""The desk's calendar: the number of business days for an answer, closing time and closing days."""

from datetime import date, time
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

CALENDAR_ID = 1  # there is one calendar


class Closure(NamedTuple):
    """A period in which the desk is closed, from `first` to `last` inclusive.

    ISO dates ("2026-12-29"), or month and day ("12-29") for a closure of every year, which may span New Year.
    """

    first: str
    last: str
    occasion: str

    def covers(self, day: date) -> bool:
        text = day.isoformat()[-len(self.first) :]
        if self.first <= self.last:
            return self.first <= text <= self.last
        return text >= self.first or text <= self.last


class DeskCalendar(models.Model):
    """The only row of the calendar. Saturdays, Sundays and national holidays are never business days and not listed."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=CALENDAR_ID, editable=False)
    answer_days = models.PositiveSmallIntegerField(_("answer within (business days)"), default=3)
    closes_at = models.TimeField(_("the desk closes at"), default=time(17))
    closed = models.JSONField(default=list)

    class Meta:
        verbose_name = _("business days")
        default_permissions = ()

    def __str__(self) -> str:
        return "business days"

    @property
    def closures(self) -> list[Closure]:
        return [Closure(*one) for one in self.closed]


def desk_calendar() -> DeskCalendar:
    """Return the calendar; an unsaved one with the default values where nobody has saved it yet."""
    return DeskCalendar.objects.first() or DeskCalendar()
