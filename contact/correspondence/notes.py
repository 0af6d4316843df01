"""Noting something about an inquiry, for colleagues to read."""

from uuid import UUID

from django.db import transaction

from cluster_cms.accounts import User
from contact.desk.handling import check_version, lock, record_change
from contact.finding.text import refresh_search_text
from contact.records import Inquiry, Note


@transaction.atomic
def write_note(*, inquiry: Inquiry, key: UUID, text: str, disclosable: bool, version: int, actor: User) -> Note:
    """Keep a note, once for each key. Raises ChangedMeanwhile, and Inquiry.DoesNotExist when it was deleted."""
    inquiry = lock(inquiry)
    if known := Note.objects.filter(pk=key).first():
        return known
    check_version(inquiry, version)
    note = Note.objects.create(pk=key, inquiry=inquiry, text=text, disclosable=disclosable, author_id=actor.pk)
    refresh_search_text(inquiry)
    record_change(inquiry, "inquiry.noted", actor)
    return note
