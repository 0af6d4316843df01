"""How many requests were answered in a year, and how long it took."""

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contact.models import DataSubjectRequest


@dataclass(frozen=True)
class Year:
    """The answers of one year: how many, how many of them by the person alone at once, refusals, median time."""

    number: int
    answered: int
    at_once: int
    refused: int
    median: timedelta

    @property
    def median_words(self) -> str:
        return in_words(self.median) if self.answered else "-"


def year_of(number: int) -> Year:
    rows = list(
        DataSubjectRequest.objects.answered_in(number).only("received_at", "answered_at", "target_date", "refusal")
    )
    seconds = [(row.answered_at - row.received_at).total_seconds() for row in rows if row.answered_at]
    at_once, refused = sum(row.target_date is None for row in rows), sum(bool(row.refusal) for row in rows)
    return Year(number, len(rows), at_once, refused, timedelta(seconds=median(seconds) if seconds else 0))


def in_words(length: timedelta) -> str:
    """Return a length of time in its largest whole unit; less than a minute is said so."""
    minutes = round(length.total_seconds() / 60)
    if minutes < 1:
        return _("less than a minute")
    if minutes < 2 * 60:
        return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
    if minutes < 48 * 60:
        hours = round(minutes / 60)
        return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
    days = round(minutes / 60 / 24)
    return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}
