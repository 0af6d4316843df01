"""How many requests were answered in a year, and how long it took: for the register and for the promises."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cluster_cms import clock
from cluster_cms.promises.evidence import Evidence
from contact.records import RightsRequest


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
    rows = list(RightsRequest.objects.answered_in(number).only("received_at", "answered_at", "aim_on", "refusal"))
    seconds = [(row.answered_at - row.received_at).total_seconds() for row in rows if row.answered_at]
    at_once, refused = sum(row.aim_on is None for row in rows), sum(bool(row.refusal) for row in rows)
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


def evidence() -> Iterator[Evidence]:
    """Tell the promises page of this year's requests, and whether one is past its limit."""
    this_year, register = year_of(clock.today().year), reverse("requests:index")
    late = RightsRequest.objects.filter(Q(answered_at=None) & Q(limit_on__lt=clock.today())).count()
    yield Evidence(
        4,
        _("Requests to see, correct, stop or delete answered this year"),
        this_year.answered,
        holds=not late,
        why=_("A request has waited for more than 14 days. The privacy officer has been told and answers it."),
        people=True,
        list_url=register,
    )
    yield Evidence(4, _("Median time to the answer this year"), this_year.median_words, list_url=register)
