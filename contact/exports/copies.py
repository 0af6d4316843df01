"""Confirms that exported copies of erased inquiries were deleted outside too."""

from django.db import transaction
from django.db.models import QuerySet

from cluster_cms import clock
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.models import ExportCopy, ExportRecord
from contact.permissions import may_confirm_copies, may_manage_retention


def copies_before(user: User) -> QuerySet[ExportCopy]:
    """Return the copies of which this person may say that they are deleted: the holder's own, or all."""
    waiting = ExportCopy.objects.unconfirmed().select_related("export").order_by("export__number", "reference")
    return waiting if may_manage_retention(user) else waiting.filter(export__actor_id=user.pk)


@transaction.atomic
def confirm_copies(*, export: ExportRecord, references: list[str], actor: User) -> int:
    """Record that copies of erased inquiries in an export are deleted; return how many. Raises PermissionError."""
    if not may_confirm_copies(actor, export.actor_id):
        raise PermissionError
    waiting = export.copies.unconfirmed().filter(reference__in=references)
    count = waiting.update(confirmed_at=clock.now(), confirmed_by_id=actor.pk)
    if count:
        audit.record("export.copies_deleted", actor=actor, subject=str(export), data={"count": count})
    return count
