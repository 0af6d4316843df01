"""Who has come to a power so lately that it may not be used alone yet, as the audit chain knows it.

Somebody newly in a group, and somebody whose password, mail address or second factor was set by somebody else, waits
for a day, so that the mail about it is read first. A person who had the power before, or the privacy officer, may end
the wait. A switch that spares the second person (`Watched.delayed`) waits as long; the privacy officer confirms it.
"""

import json
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Model

from cluster_cms import clock
from cluster_cms.oversight.row_changes import specs
from cluster_cms.security import audit
from cluster_cms.security.accounts import PRIVACY, User, is_member
from cluster_cms.security.audit import AuditEntry

WAIT = timedelta(hours=24)
CONFIRMED = "account.power_confirmed"
IDENTITY = ("password", "email.after", "username")  # who sets one of them can sign in as the account
FACTORS = ("second_factor.", "sign_in_address.")


class MayNotConfirm(Exception):
    """The account may not confirm the new power of another one, or of itself."""


def waits_until(user: User, group: str, *, at: datetime | None = None) -> datetime | None:
    """Return until when an account may not use the power of a group; None when it may at that instant.

    The newest gain within the day before counts, unless the account was confirmed since.
    """
    at = at or clock.now()
    groups = [f"group:{pk}" for pk in user.groups.filter(name=group).values_list("pk", flat=True)]
    recent = AuditEntry.objects.filter(subject__in=[f"account:{user.pk}", *groups], at__gt=at - WAIT, at__lte=at)
    for entry in recent.order_by("-position"):
        if entry.action == CONFIRMED:
            return None
        if is_renaming(entry) or gives_power(entry, user.pk, group):
            return entry.at + WAIT
    return None


def is_renaming(entry: AuditEntry) -> bool:
    """Return whether an entry gave another name to a group, and with it another power to its members."""
    return entry.action == "group.changed" and "name.after" in json.loads(entry.data)


def gives_power(entry: AuditEntry, pk: int, group: str) -> bool:
    """Return whether an entry about an account puts the power of a group into new hands."""
    data = json.loads(entry.data)
    joined = [label.partition(" ")[2] for label in str(data.get("groups.added", "")).split(", ")]
    if group in joined or data.get("is_active.after") is True:
        return True
    by_another = entry.actor_id != pk
    return by_another and (entry.action.startswith(FACTORS) or any(name in data for name in IDENTITY))


def may_confirm(actor: User, account: User, group: str) -> bool:
    """Tell whether somebody may end the wait of another one: who had the power before, or the privacy officer."""
    if actor.pk == account.pk:
        return False
    return any(is_member(actor, name) and waits_until(actor, name) is None for name in (group, PRIVACY))


@transaction.atomic
def confirm_power(*, account: User, group: str, actor: User) -> None:
    """End the wait of an account. Raises MayNotConfirm."""
    if not may_confirm(actor, account, group):
        raise MayNotConfirm
    record_confirmation(account=account, actor=actor)


def record_confirmation(*, account: User, actor: User | None) -> None:
    """Record that the powers of an account are known to be right. Raises TransactionManagementError."""
    audit.record(CONFIRMED, actor=actor, subject=f"account:{account.pk}")


def newest_switch(row: Model) -> AuditEntry | None:
    """Return the entry by which a delayed switch of a row was turned on within the last day; None once confirmed."""
    spec = specs()[type(row)]
    recent = AuditEntry.objects.filter(subject=f"{spec.code}:{row.pk}", at__gt=clock.now() - WAIT)
    for entry in recent.order_by("-position"):
        if entry.action == f"{spec.code}.confirmed":
            return None
        if any(json.loads(entry.data).get(f"{name}.after") is True for name in spec.delayed):
            return entry
    return None


def switch_waits_until(row: Model) -> datetime | None:
    """Return until when a delayed switch that is on has no effect; None when it has, or is off."""
    if not any(getattr(row, name) for name in specs()[type(row)].delayed):
        return None
    entry = newest_switch(row)
    return entry.at + WAIT if entry else None


def may_confirm_switch(actor: User, row: Model) -> bool:
    """Tell whether somebody may let a switch take effect: the privacy officer, unless she turned it on herself."""
    entry = newest_switch(row)
    officer = is_member(actor, PRIVACY) and waits_until(actor, PRIVACY) is None
    return entry is not None and officer and entry.actor_id != actor.pk


@transaction.atomic
def confirm_switch(*, row: Model, actor: User) -> None:
    """Let the switches of a row take effect now. Raises MayNotConfirm."""
    if not may_confirm_switch(actor, row):
        raise MayNotConfirm
    code = specs()[type(row)].code
    audit.record(f"{code}.confirmed", actor=actor, subject=f"{code}:{row.pk}")
