"""Opening an inquiry: whoever reads it leaves a line in the audit chain."""

from django.db import transaction

from cluster_cms import audit
from cluster_cms.accounts import User
from contact.records import Inquiry


@transaction.atomic
def open_inquiry(*, inquiry: Inquiry, actor: User) -> Inquiry:
    """Record that `actor` reads the inquiry."""
    audit.record("inquiry.opened", actor=actor, subject=inquiry.reference)
    return inquiry
