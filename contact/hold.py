"""Putting an inquiry on hold: nobody and nothing erases it until the hold is released."""

from django.db import transaction

from cluster_cms import audit, clock
from cluster_cms.accounts import User
from contact.records import Inquiry


class NotHeld(Exception):
    """The inquiry is on no hold, perhaps released by a colleague a moment ago."""


@transaction.atomic
def hold_inquiry(*, inquiry: Inquiry, actor: User, reason: str) -> Inquiry:
    """Keep an inquiry, for a reason that is stored encrypted. Raises Inquiry.DoesNotExist when it is gone."""
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    inquiry.hold_reason, inquiry.held_at, inquiry.erasure_on = reason, inquiry.held_at or clock.now(), None
    inquiry.version += 1
    inquiry.save(update_fields=["hold_reason", "held_at", "erasure_on", "version"])
    audit.record("inquiry.held", actor=actor, subject=inquiry.reference)
    return inquiry


@transaction.atomic
def release_inquiry(*, inquiry: Inquiry, actor: User) -> Inquiry:
    """Let an inquiry go its way again. Raises NotHeld, and Inquiry.DoesNotExist when it is gone."""
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    if inquiry.held_at is None:
        raise NotHeld
    inquiry.hold_reason, inquiry.held_at = None, None
    inquiry.version += 1
    inquiry.save(update_fields=["hold_reason", "held_at", "version"])
    audit.record("inquiry.released", actor=actor, subject=inquiry.reference)
    return inquiry
