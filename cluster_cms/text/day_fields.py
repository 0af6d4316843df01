"""Form fields for a day and for a moment, typed as people write them."""

from datetime import date, datetime
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.text.days import DayProblem, UnclearDay, read_day, read_moment

EXAMPLE = _("(for example 2026-12-01)")
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
TYPED = "data-typed-date"  # the attribute by which the staff area's script finds the fields: "day" or "moment"
PROBLEMS = {
    DayProblem.UNREADABLE: _("Write a date as year, month and day, for example 2026-12-01"),
    DayProblem.SHORT_YEAR: _("Write the year with four digits or with its era, for example 2026-12-01"),
    DayProblem.ORDER: _("This may be %(first)s or %(last)s. Write the one you mean in this way, the year first"),
    DayProblem.NO_SUCH_DAY: _("The calendar has no such day. Please check month and day"),
    DayProblem.ERA: _("The era has no such day. Please check the year, or write it as in 2026-12-01"),
    DayProblem.TIME: _("Write date and time, for example 2026-12-01 14:05"),
    DayProblem.WEEKDAY: _("%(first)s is a %(weekday)s. Please check the date and the day of the week"),
}


def explained(error: UnclearDay) -> ValidationError:
    """Return what to tell the person who wrote it."""
    days = (
        {
            "first": error.days[0].isoformat(),
            "last": error.days[-1].isoformat(),
            "weekday": date_format(error.days[0], "l"),
        }
        if error.days
        else {}
    )
    return ValidationError(PROBLEMS[error.problem], code=error.problem.name.lower(), params=days)


class DayField(forms.DateField):
    """A day from `earliest` to `latest`, typed as text: a browser's date field sends nothing when it is half filled."""

    widget = forms.DateInput(format="%Y-%m-%d")

    def __init__(self, *, earliest: date = EARLIEST, latest: date = LATEST, **options: Any) -> None:
        super().__init__(**{"help_text": EXAMPLE, **options})
        self.earliest, self.latest = earliest, latest

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), TYPED: "day"}

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return read_day(value)
        except UnclearDay as error:
            raise explained(error) from error

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not self.earliest <= value <= self.latest:
            params = {"first": self.earliest.isoformat(), "last": self.latest.isoformat()}
            raise ValidationError(_("Write a day from %(first)s to %(last)s"), code="range", params=params)


class MomentField(forms.DateTimeField):
    """A day since 1900 and a time of it, in the present time zone unless a zone is written."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"help_text": _("(for example 2026-12-01 14:05)"), **options})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), TYPED: "moment"}

    def to_python(self, value: Any) -> datetime | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            at = read_moment(value)
        except UnclearDay as error:
            raise explained(error) from error
        if not EARLIEST <= at.date() <= LATEST:
            raise ValidationError(PROBLEMS[DayProblem.TIME], code="invalid")
        return self.with_zone(at)

    def with_zone(self, at: datetime) -> datetime:
        """Return an aware moment; raises ValidationError for an hour that a change of clocks leaves out or repeats."""
        return from_current_timezone(at) if at.tzinfo is None else at


class TypedDate(NamedTuple):
    """What is read of a typed date in words, or why it cannot be read; no words for an empty field."""

    words: str
    unclear: bool = False


def read_typed(typed: str, *, with_time: bool = False) -> TypedDate:
    """Return in the active language what a field reads, with day of the week and distance from today."""
    try:
        if not with_time:
            day = DayField(required=False).clean(typed)
            return TypedDate(clock.day_with_distance(day) if day else "")
        at = MomentField(required=False).clean(typed)
        return TypedDate(f"{clock.day_with_distance(localtime(at).date())} {localtime(at):%H:%M}" if at else "")
    except ValidationError as error:
        return TypedDate(error.messages[0], unclear=True)
