"""Adds, changes and removes records of a register, each with an entry in the audit chain."""

from typing import TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from cluster_cms.privacy.models import Register
from cluster_cms.security import audit
from cluster_cms.security.accounts import User

Record = TypeVar("Record", bound=Register)


class StillUsed(Exception):
    """The record cannot be removed; the message is a sentence for the person who tried."""


@transaction.atomic
def add_record(*, record: Record, actor: User) -> Record:
    """Add a record to its register. Raises ValidationError."""
    return keep(record, "added", actor)


@transaction.atomic
def change_record(*, record: Record, actor: User) -> Record:
    """Keep what was changed in a record. Raises ValidationError, for example for the words of a purpose in use."""
    return keep(record, "changed", actor)


@transaction.atomic
def remove_record(*, record: Register, actor: User) -> None:
    """Remove a record that nothing refers to. Raises StillUsed."""
    if record.is_used:
        raise StillUsed(_("This is in use, so it cannot be deleted. Close it by a date instead."))
    subject = record.subject
    try:
        record.delete()
    except models.ProtectedError as error:  # somebody has referred to it this moment
        raise StillUsed(str(error.args[0])) from error
    note(record, "removed", actor, subject)


def keep(record: Record, verb: str, actor: User) -> Record:
    record.full_clean()
    record.save()
    note(record, verb, actor, record.subject)
    return record


def note(record: Register, verb: str, actor: User, subject: str) -> None:
    audit.record(f"privacy.{record._meta.model_name}_{verb}", actor=actor, subject=subject)
