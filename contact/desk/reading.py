"""Opening an inquiry: whoever reads it leaves a line in the audit chain."""

from django.db import transaction

from cluster_cms import audit, clock
from cluster_cms.accounts import User
from contact.records import Inquiry


@transaction.atomic
def open_inquiry(*, inquiry: Inquiry, actor: User) -> Inquiry:
    """Record that `actor` reads the inquiry; from the first time on it is no longer unread."""
    if inquiry.read_at is None:
        inquiry.read_at = clock.now()
        Inquiry.objects.filter(pk=inquiry.pk).unread().update(read_at=inquiry.read_at)
    audit.record("inquiry.opened", actor=actor, subject=inquiry.reference)
    return inquiry
