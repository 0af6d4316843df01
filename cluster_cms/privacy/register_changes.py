"""Who may read and keep the registers; adds, changes and removes records, each with an audit entry."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.permission_policies import ModelPermissionPolicy

from cluster_cms.privacy.models import REGISTERS, Register
from cluster_cms.security import audit
from cluster_cms.security.accounts import LEGAL, PRIVACY, User, grant, is_member

READING = "view"


def may_keep_registers(user: User | AnonymousUser) -> bool:
    """Tell whether somebody is a privacy officer; being superuser is not enough."""
    return isinstance(user, User) and is_member(user, PRIVACY)


def may_read_registers(user: User | AnonymousUser) -> bool:
    return user.has_perm("cluster_cms.view_contractor")


class RegisterPolicy(ModelPermissionPolicy):
    """Reading is a right like others; keeping goes with the office."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action != READING:
            return may_keep_registers(user)
        return bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


def give_rights() -> None:
    """Let the privacy officer and legal read the registers."""
    for model in REGISTERS:
        for group in (PRIVACY, LEGAL):
            grant(group, f"cluster_cms.view_{model._meta.model_name}")


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
