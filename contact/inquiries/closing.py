"""Closes answered inquiries by themselves when neither side has written for some days."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from cluster_cms import clock
from cluster_cms.operations.jobs import Job
from contact.inquiries.handling import lock, quiet_period, transition
from contact.mails.reply_mail import undelivered_replies
from contact.models import Inquiry, InquiryQuerySet, Status

CLOSED_QUIET = "inquiry.closed_quiet"  # by the site itself, without an account
BATCH = 500  # inquiries in one run


def quiet_inquiries() -> InquiryQuerySet:
    """Return the answered inquiries about which neither side has written for the quiet days of the settings.

    One whose reply was not delivered is not answered; one whose use was stopped is closed already.
    """
    quiet = Inquiry.objects.unrestricted().filter(status=Status.ANSWERED, last_act_at__lt=clock.now() - quiet_period())
    return quiet.exclude(reference__in=undelivered_replies().values("subject"))


def close_quiet_inquiries() -> int:
    """Close up to BATCH quiet inquiries, each in a transaction of its own; return how many."""
    found = quiet_inquiries().order_by("last_act_at").values_list("pk", flat=True)
    return sum(close_quiet_inquiry(pk) for pk in list(found[:BATCH]))


@transaction.atomic
def close_quiet_inquiry(pk: UUID) -> bool:
    """Close one inquiry with an audit entry, unless somebody has done something with it a moment ago."""
    if not quiet_inquiries().filter(pk=pk).select_for_update().exists():
        return False
    transition(lock(Inquiry(pk=pk)), Status.CLOSED, None, act=CLOSED_QUIET, data={"days": quiet_period().days})
    return True


def quiet_closing_job() -> Job:
    return Job(name="closing of quiet inquiries", every=timedelta(hours=1), run=close_quiet_inquiries)
