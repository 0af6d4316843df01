"""What the desk shows on `/promises/`: purposes stored with inquiries (item 1), and nothing kept too long (item 4)."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from cluster_cms import clock
from cluster_cms.promises.evidence import Evidence
from contact.records import Inquiry, InquiryQuerySet
from contact.retention import over_by

GRACE = timedelta(days=1)  # the worker deletes every hour


def kept_too_long() -> InquiryQuerySet:
    """Return closed inquiries whose months were over before yesterday and that no day is set for any more.

    What a shortened period of keeping concerns has its day within a week, and is not late before it.
    """
    today = clock.today()
    return over_by(today - GRACE).exclude(erasure_on__gte=today)


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
