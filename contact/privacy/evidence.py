"""Evidence for `/promises/`: stored purposes, retention kept, numbers of transfers and of requests, counted nightly."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from statistics import median

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cluster_cms import clock
from cluster_cms.promises.evidence import Evidence
from cluster_cms.promises.nightly_counts import NightlyCount
from contact.models import DataSubjectRequest, Inquiry, InquiryQuerySet, Transfer
from contact.retention.schedule import QUARANTINE_PERIOD, past_retention

GRACE_PERIOD = timedelta(days=1)  # the job runs every hour


@dataclass(frozen=True)
class Year:
    """Requests answered in one year: all, those fulfilled by the person alone, refusals, median time to the answer."""

    number: int
    answered: int
    at_once: int
    refused: int
    median: timedelta

    @property
    def median_words(self) -> str:
        return print_duration(self.median) if self.answered else "-"


def year_of(number: int) -> Year:
    """Return the figures of a calendar year in Tokyo."""
    answered = DataSubjectRequest.objects.answered_in(number)
    rows = list(answered.only("received_at", "answered_at", "target_date", "refusal"))
    seconds = [(row.answered_at - row.received_at).total_seconds() for row in rows if row.answered_at]
    at_once, refused = sum(row.target_date is None for row in rows), sum(bool(row.refusal) for row in rows)
    return Year(number, len(rows), at_once, refused, timedelta(seconds=median(seconds) if seconds else 0))


def print_duration(length: timedelta) -> str:
    """Return a duration in minutes, hours or days, in the active language."""
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


def kept_too_long() -> InquiryQuerySet:
    """Return the inquiries whose retention ended before yesterday and that are not announced for a later day.

    After a shortening of the retention period what has expired is announced first, and is not late for a week.
    """
    today = clock.today()
    return past_retention(today - GRACE_PERIOD).exclude(erasure_on__gte=today)


def quarantined_too_long() -> InquiryQuerySet:
    """Return the suspected spam that should have been deleted before yesterday."""
    before = clock.now() - QUARANTINE_PERIOD - GRACE_PERIOD
    return Inquiry.objects.in_quarantine().not_on_hold().filter(quarantined_at__lt=before)


def count_records() -> dict[str, int]:
    """Return the figures of the evidence below, which take the longer the more records there are."""
    this_year = year_of(clock.today().year)
    return {
        "without_purpose": Inquiry.objects.filter(purpose="").count(),
        "kept_too_long": kept_too_long().count() + quarantined_too_long().count(),
        "transfers": Transfer.objects.to_third_parties().in_year(this_year.number).count(),
        "answered": this_year.answered,
        "median_seconds": round(this_year.median.total_seconds()),
        "late": DataSubjectRequest.objects.past_deadline().count(),
    }


def record_count() -> NightlyCount:
    return NightlyCount("records", count_records)


def record_evidence() -> Iterator[Evidence]:
    """Yield what was last counted of inquiries, transfers and requests."""
    row = record_count().newest()
    figures, register = row.figures, reverse("requests:index")
    nightly = partial(Evidence, measured_at=row.measured_at, nightly=True)
    yield nightly(
        item=1,
        label=_("inquiries stored without the purpose that their writer was told"),
        figure=figures["without_purpose"],
        holds=not figures["without_purpose"],
        why=_("Some inquiries name no purpose. They are used for nothing but their answer, and the desk is told."),
        people=True,
    )
    yield nightly(
        item=3,
        label=_("transfers to third parties this year, each with its ground on record"),
        figure=figures["transfers"],
        people=True,
        list_url=reverse("transfers:index"),
    )
    yield nightly(
        item=4,
        label=_("inquiries kept longer than promised"),
        figure=figures["kept_too_long"],
        holds=not figures["kept_too_long"],
        why=_("Some inquiries should be deleted by now. Somebody is finding out why they are not."),
        people=True,
    )
    yield nightly(
        item=4,
        label=_("Requests to see, correct, stop or delete answered this year"),
        figure=figures["answered"],
        holds=not figures["late"],
        why=_("A request has waited for more than 14 days. The privacy officer has been told and answers it."),
        people=True,
        list_url=register,
    )
    median_words = print_duration(timedelta(seconds=figures["median_seconds"])) if figures["answered"] else "-"
    yield nightly(item=4, label=_("Median time to the answer this year"), figure=median_words, list_url=register)
