"""Adds, changes and removes records of the registers; and who may read or keep them."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext
from wagtail.permission_policies import ModelPermissionPolicy

from cluster_cms.privacy.models import REGISTERS, Register
from cluster_cms.security.accounts import LEGAL, PRIVACY, User, grant, is_member


def may_keep_registers(user: User | AnonymousUser) -> bool:
    """Tell whether somebody is a privacy officer; a superuser who is none may not."""
    return isinstance(user, User) and is_member(user, PRIVACY)


def may_read_registers(user: User | AnonymousUser) -> bool:
    return user.has_perm("cluster_cms.view_contractor")


class RegisterPolicy(ModelPermissionPolicy):
    """Viewing needs Django's permission; every other action is the privacy officer's."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action != "view":
            return may_keep_registers(user)
        return bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


def give_rights() -> None:
    """Let the privacy officer and legal view the registers."""
    for model in REGISTERS:
        for group in (PRIVACY, LEGAL):
            grant(group, f"cluster_cms.view_{model._meta.model_name}")


Record = TypeVar("Record", bound=Register)


class StillUsed(Exception):
    """The record is in use and cannot be removed; the message is shown to the person who tried."""


@transaction.atomic
def save_record(*, record: Record, actor: User) -> Record:
    """Add a record, or save a changed one. Raises ValidationError, for example for a changed purpose in use."""
    record.full_clean()
    with LogContext(user=actor):
        record.save()
    return record


@transaction.atomic
def remove_record(*, record: Register, actor: User) -> None:
    """Remove a record that nothing refers to. Raises StillUsed."""
    if record.is_used:
        raise StillUsed(_("This is in use, so it cannot be deleted. Close it by a date instead."))
    try:
        with LogContext(user=actor):
            record.delete()
    except models.ProtectedError as error:  # somebody has referred to it this moment
        raise StillUsed(str(error.args[0])) from error
