"""Who keeps the registers, and who may read them."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from wagtail.permission_policies import ModelPermissionPolicy

from cluster_cms.privacy.models import REGISTERS
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
