"""Puts an inquiry on hold: nobody and nothing erases it until the hold is released."""

from django.db import transaction

from cluster_cms import clock
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.inquiries.status import locked
from contact.models import Inquiry


class NotHeld(Exception):
    """The inquiry is on no hold, perhaps released by a colleague a moment ago."""


@transaction.atomic
def hold_inquiry(*, inquiry: Inquiry, actor: User, reason: str, version: int | None = None) -> Inquiry:
    """Keep an inquiry, for a reason that is stored encrypted. `version` is the one its reader saw; None: any.

    Raises StaleVersion, and Inquiry.DoesNotExist when it is gone.
    """
    inquiry = locked(inquiry, version)
    inquiry.hold_reason, inquiry.held_at, inquiry.erasure_on = reason, inquiry.held_at or clock.now(), None
    inquiry.version += 1
    inquiry.save(update_fields=["hold_reason", "held_at", "erasure_on", "version"])
    audit.record("inquiry.held", actor=actor, subject=inquiry.reference)
    return inquiry


@transaction.atomic
def release_inquiry(*, inquiry: Inquiry, actor: User, version: int | None = None) -> Inquiry:
    """Let an inquiry go its way again. Raises NotHeld, StaleVersion, and Inquiry.DoesNotExist when it is gone."""
    inquiry = locked(inquiry, version)
    if inquiry.held_at is None:
        raise NotHeld
    inquiry.hold_reason, inquiry.held_at = None, None
    inquiry.version += 1
    inquiry.save(update_fields=["hold_reason", "held_at", "version"])
    audit.record("inquiry.released", actor=actor, subject=inquiry.reference)
    return inquiry
