"""Records in the audit chain who read an inquiry and for which reason."""

from django.db import transaction

from cluster_cms import clock
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.models import AccessReason, Inquiry, Remark, Status


def is_own_work(inquiry: Inquiry, person: User) -> bool:
    """Tell whether reading needs no other reason than to answer: the inquiry is not done, and nobody else's."""
    return inquiry.status != Status.CLOSED and inquiry.assignee_id in (None, person.pk)


@transaction.atomic
def open_inquiry(
    *, inquiry: Inquiry, actor: User, reason: AccessReason = AccessReason.HANDLING, remark: str = ""
) -> Inquiry:
    """Record that `actor` reads the inquiry, and why. The remark stays outside the chain and goes with the inquiry.

    From the first time on it is no longer unread.
    """
    if inquiry.read_at is None:
        inquiry.read_at = clock.now()
        Inquiry.objects.filter(pk=inquiry.pk).unread().update(read_at=inquiry.read_at)
    if remark:
        Remark.objects.create(inquiry=inquiry, author_id=actor.pk, text=remark)
    audit.record("inquiry.opened", actor=actor, subject=inquiry.reference, data={"reason": reason.value})
    return inquiry
