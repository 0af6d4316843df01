"""The desk's calendar: within how many business days it answers, and on which days it is closed."""

from datetime import date, time
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

CALENDAR_ID = 1  # there is one calendar


class Closure(NamedTuple):
    """Days on which the desk is closed, the last one included.

    ISO dates, or month and day ("12-29") for what comes every year, over the turn of the year too.
    """

    first: str
    last: str
    occasion: str

    def covers(self, day: date) -> bool:
        here = day.isoformat()[-len(self.first) :]
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last


class DeskCalendar(models.Model):
    """The one record of it; saturdays, sundays and national holidays need no mention."""

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
    """Return the calendar, as it comes where nobody has changed it yet."""
    return DeskCalendar.objects.first() or DeskCalendar()
