"""Marking an open inquiry as spam: it moves to the box, which empties itself."""

from django.db import transaction

from cluster_cms import audit, clock
from cluster_cms.accounts import User
from contact.abuse.signs import MARKED
from contact.desk.handling import NotOpen
from contact.records import Inquiry, SpamReason, Status


@transaction.atomic
def mark_spam(*, inquiry: Inquiry, actor: User, reason: SpamReason = SpamReason.ADVERTISING) -> Inquiry:
    """Put an open inquiry into the box. Raises NotOpen, and Inquiry.DoesNotExist when it is gone."""
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    if not inquiry.is_open:
        raise NotOpen
    inquiry.status, inquiry.suspected_at = Status.SPAM, clock.now()
    inquiry.spam_signs = list(dict.fromkeys([*inquiry.spam_signs, MARKED]))
    inquiry.version += 1
    inquiry.save(update_fields=["status", "suspected_at", "spam_signs", "version"])
    audit.record("inquiry.marked_spam", actor=actor, subject=inquiry.reference, data={"reason": reason.value})
    return inquiry
