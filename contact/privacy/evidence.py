"""Evidence for `/promises/`: purposes stored, nothing kept too long, transfers and requests counted."""

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
from contact.models import DataSubjectRequest, Inquiry, InquiryQuerySet, Transfer
from contact.retention.schedule import past_retention

GRACE = timedelta(days=1)  # the worker deletes every hour


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


def transfer_evidence() -> Iterator[Evidence]:
    """Tell how often data went to a third party this year: on a recorded ground each time, else it was refused."""
    yield Evidence(
        item=3,
        label=_("transfers to third parties this year, each with its ground on record"),
        figure=Transfer.objects.to_third_parties().in_year(clock.today().year).count(),
        people=True,
        list_url=reverse("transfers:index"),
    )


def kept_too_long() -> InquiryQuerySet:
    """Return closed inquiries whose months were over before yesterday and that no day is set for any more.

    What a shortened period of keeping concerns has its day within a week, and is not late before it.
    """
    today = clock.today()
    return past_retention(today - GRACE).exclude(erasure_on__gte=today)


def inquiry_evidence() -> Iterator[Evidence]:
    yield Evidence(
        item=1,
        label=_("inquiries stored without the purpose that their writer was told"),
        figure=(count := Inquiry.objects.filter(purpose="").count()),
        holds=not count,
        why=_("Some inquiries name no purpose. They are used for nothing but their answer, and the desk is told."),
        people=True,
    )
    yield Evidence(
        item=4,
        label=_("inquiries kept longer than promised"),
        figure=(late := kept_too_long().count()),
        holds=not late,
        why=_("Some inquiries should be deleted by now. Somebody is finding out why they are not."),
        people=True,
    )


def request_evidence() -> Iterator[Evidence]:
    """Tell the promises page of this year's requests, and whether one is past its limit."""
    this_year, register = year_of(clock.today().year), reverse("requests:index")
    late = DataSubjectRequest.objects.filter(Q(answered_at=None) & Q(deadline__lt=clock.today())).count()
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
