"""Handling an inquiry at the desk."""

from django.db import transaction

from cluster_cms import audit, clock
from cluster_cms.accounts import User
from contact.records import Inquiry, Status


class NotOpen(Exception):
    """The inquiry was answered already, perhaps by a colleague a moment ago."""


@transaction.atomic
def mark_answered(*, inquiry: Inquiry, actor: User) -> Inquiry:
    """Mark an open inquiry as answered. Raises NotOpen, and Inquiry.DoesNotExist when it was deleted meanwhile."""
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    if not inquiry.is_open:
        raise NotOpen
    inquiry.status, inquiry.answered_at = Status.ANSWERED, clock.now()
    inquiry.save(update_fields=["status", "answered_at"])
    audit.record("inquiry.answered", actor=actor, subject=inquiry.reference)
    return inquiry
