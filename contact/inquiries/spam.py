"""Marks an inquiry as spam, or takes it out of quarantine as not spam."""

from django.db import transaction

from cluster_cms import clock
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.deadlines.business_days import due_date
from contact.inquiries.spam_scoring import MARKED
from contact.inquiries.status import NotOpen
from contact.mails.acknowledgements import queue_received_mails
from contact.models import ClearingReason, Inquiry, SpamReason, Status


class NotInQuarantine(Exception):
    """The inquiry is not in the box, perhaps because a colleague cleared it a moment ago."""


@transaction.atomic
def mark_not_spam(*, inquiry: Inquiry, actor: User, reason: ClearingReason = ClearingReason.GENUINE) -> Inquiry:
    """Bring an inquiry from the box to the desk. Raises NotInQuarantine, and Inquiry.DoesNotExist when it is gone.

    The writer gets the acknowledgement, the desk its notice and its clock starts now; the signs stay for the history.
    """
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    if inquiry.status != Status.SPAM:
        raise NotInQuarantine
    inquiry.status, inquiry.quarantined_at, inquiry.due_from = Status.NEW, None, clock.now()
    inquiry.due_on = due_date(inquiry.due_from)
    inquiry.version += 1
    inquiry.save(update_fields=["status", "quarantined_at", "due_from", "due_on", "version"])
    audit.record("inquiry.marked_not_spam", actor=actor, subject=inquiry.reference, data={"reason": reason.value})
    if MARKED not in inquiry.spam_signals:  # else its mails went out before the desk marked it
        queue_received_mails(inquiry)
    return inquiry


@transaction.atomic
def mark_spam(*, inquiry: Inquiry, actor: User, reason: SpamReason = SpamReason.ADVERTISING) -> Inquiry:
    """Put an open inquiry into the box. Raises NotOpen, and Inquiry.DoesNotExist when it is gone."""
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    if not inquiry.is_open:
        raise NotOpen
    inquiry.status, inquiry.quarantined_at = Status.SPAM, clock.now()
    inquiry.spam_signals = list(dict.fromkeys([*inquiry.spam_signals, MARKED]))
    inquiry.version += 1
    inquiry.save(update_fields=["status", "quarantined_at", "spam_signals", "version"])
    audit.record("inquiry.marked_spam", actor=actor, subject=inquiry.reference, data={"reason": reason.value})
    return inquiry
