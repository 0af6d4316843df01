"""Evidence for `/promises/`: purposes stored, nothing kept too long, transfers and requests counted."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cluster_cms import clock
from cluster_cms.promises.evidence import Evidence
from contact.models import DataSubjectRequest, Inquiry, InquiryQuerySet, Transfer
from contact.privacy.request_statistics import year_of
from contact.retention.schedule import past_retention

GRACE = timedelta(days=1)  # the worker deletes every hour


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
    late = DataSubjectRequest.objects.filter(Q(answered_at=None) & Q(limit_on__lt=clock.today())).count()
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
