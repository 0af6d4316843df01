"""Erasing an inquiry: the row goes, the audit chain keeps the reference and nothing else."""

from django.db import transaction

from cluster_cms import audit
from cluster_cms.accounts import User
from contact.records import Inquiry


@transaction.atomic
def erase_inquiry(*, inquiry: Inquiry, actor: User) -> None:
    """Delete an inquiry for good. Raises Inquiry.DoesNotExist when it is gone already."""
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    inquiry.delete()
    audit.record("inquiry.erased", actor=actor, subject=inquiry.reference, data={"cause": "staff"})
