"""Clearing an inquiry of suspicion: from here on it is an inquiry like any other, received now."""

from django.db import transaction

from cluster_cms import audit, clock
from cluster_cms.accounts import User
from contact.abuse.signs import MARKED
from contact.due.days import due_date
from contact.mails.received import queue_received_mails
from contact.records import ClearingReason, Inquiry, Status


class NotSuspected(Exception):
    """The inquiry is not in the box, perhaps because a colleague cleared it a moment ago."""


@transaction.atomic
def clear_suspicion(*, inquiry: Inquiry, actor: User, reason: ClearingReason = ClearingReason.GENUINE) -> Inquiry:
    """Bring an inquiry from the box to the desk. Raises NotSuspected, and Inquiry.DoesNotExist when it is gone.

    The writer gets the acknowledgement, the desk its notice and its clock starts now; the signs stay for the history.
    """
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    if inquiry.status != Status.SPAM:
        raise NotSuspected
    inquiry.status, inquiry.suspected_at, inquiry.due_from = Status.NEW, None, clock.now()
    inquiry.due_on = due_date(inquiry.due_from)
    inquiry.version += 1
    inquiry.save(update_fields=["status", "suspected_at", "due_from", "due_on", "version"])
    audit.record("inquiry.cleared", actor=actor, subject=inquiry.reference, data={"reason": reason.value})
    if MARKED not in inquiry.spam_signs:  # else its mails went out before the desk marked it
        queue_received_mails(inquiry)
    return inquiry
