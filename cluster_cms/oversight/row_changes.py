"""What a transaction has changed of the watched models: the rows before their first change, compared at its end.

A change that was undone in the same transaction, by a rolled-back savepoint or by hand, is none.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from wagtail.log_actions import get_active_log_context

from cluster_cms.oversight.watched_models import WATCHED, Watched
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from cluster_cms.security.crypto import lookup_hash

Row = dict[str, Any]
CREATED, CHANGED, DELETED = "created", "changed", "deleted"
ADDRESS_PURPOSE = "address of an account or a desk"
HASH_LENGTH = 16  # hexadecimal digits: enough to tell two addresses apart


@dataclass
class Touched:
    """A row before its first change in the transaction (None where there was none), and who changed it."""

    before: Row | None
    actor: User | None
    many: dict[str, frozenset[Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """A row that differs at the end of a transaction from its beginning."""

    model: type[Model]
    pk: Any
    before: Row | None
    after: Row | None
    actor: User | None
    data: Mapping[str, audit.Value]

    @property
    def spec(self) -> Watched:
        return specs()[self.model]

    @property
    def verb(self) -> str:
        if self.before is None:
            return CREATED
        return DELETED if self.after is None else CHANGED

    @property
    def action(self) -> str:
        """Return the action of the audit entry, such as `account.changed` or `privacy.purpose_created`."""
        return action_of(self.spec.code, self.verb)

    def value(self, name: str) -> Any:
        """Return what a field holds now, or held when the row was deleted."""
        return (self.after or self.before or {}).get(name)

    @property
    def subject(self) -> str:
        """Return the subject of the audit entry: the account whose matter it is, else the row."""
        if self.spec.owner:
            return f"account:{self.value(self.spec.owner)}"
        return f"{self.spec.code.rpartition('.')[2]}:{self.pk}"


def action_of(code: str, verb: str) -> str:
    return f"{code}_{verb}" if "." in code else f"{code}.{verb}"


Pending = dict[tuple[type[Model], Any], Touched]
pending: WeakKeyDictionary[BaseDatabaseWrapper, Pending] = WeakKeyDictionary()


@cache
def specs() -> Mapping[type[Model], Watched]:
    """Return the watched models that are installed."""
    installed = {model._meta.label: model for model in apps.get_models()}
    return {installed[label]: watched for label, watched in WATCHED.items() if label in installed}


@cache
def fields_of(model: type[Model]) -> tuple[str, ...]:
    """Return the names of the columns whose changes are recorded."""
    ignored = {*specs()[model].ignored, model._meta.pk.name if model._meta.pk else ""}
    return tuple(one.name for one in model._meta.concrete_fields if one.name not in ignored)


def rows(model: type[Model], pks: Iterable[Any]) -> dict[Any, Row]:
    """Return the recorded columns of rows, by primary key."""
    found = model._base_manager.filter(pk__in=list(pks)).values("pk", *fields_of(model))
    return {row.pop("pk"): row for row in found}


def related(model: type[Model], pk: Any, name: str) -> frozenset[Any]:
    """Return the primary keys that a row's many-to-many field holds."""
    through = getattr(model, name).through
    source, target = (getattr(model, name).field.m2m_field_name(), getattr(model, name).field.m2m_reverse_field_name())
    return frozenset(through._base_manager.filter(**{source: pk}).values_list(target, flat=True))


def waiting() -> Pending:
    return pending.setdefault(connections[DEFAULT_DB_ALIAS], {})


def acting() -> User | None:
    """Return the account that acts now; None for a command, a job and somebody who is not signed in."""
    user = get_active_log_context().user
    return user if isinstance(user, User) else None


def remember(model: type[Model], pks: Iterable[Any], *, many: Iterable[str] = ()) -> None:
    """Note rows that are about to change, as they are now."""
    pks, noted = [pk for pk in pks if pk is not None], waiting()
    fresh = [pk for pk in pks if (model, pk) not in noted]
    before = rows(model, fresh) if fresh else {}
    for pk in fresh:
        noted[model, pk] = Touched(before.get(pk), acting())
    for pk in pks:
        for name in many:
            if name not in noted[model, pk].many:
                noted[model, pk].many[name] = related(model, pk, name)


def remember_created(model: type[Model], pks: Iterable[Any]) -> None:
    """Note rows that there were not before."""
    for pk in pks:
        waiting().setdefault((model, pk), Touched(None, acting()))


def take_changes() -> list[Change]:
    """Return what differs now from the beginning of the transaction, and forget it."""
    noted: Pending = pending.pop(connections[DEFAULT_DB_ALIAS], {})
    found = []
    for model in dict.fromkeys(model for model, _pk in noted):
        now = rows(model, [pk for other, pk in noted if other is model])
        for pk, touched in ((pk, touched) for (other, pk), touched in noted.items() if other is model):
            data = dict(differences(model, pk, touched, now.get(pk)))
            if data or (touched.before is None) != (pk not in now):
                found.append(Change(model, pk, touched.before, now.get(pk), touched.actor, data))
    return found


def differences(model: type[Model], pk: Any, touched: Touched, after: Row | None) -> Iterator[tuple[str, audit.Value]]:
    """Yield the data of the audit entry: values before and after, or that a field was changed."""
    spec = specs()[model]
    for name in fields_of(model):
        states = [("before", touched.before), ("after", after)]
        values = [row[name] if row else None for _moment, row in states]
        if values[0] == values[1]:
            continue
        if name in (*spec.shown, *spec.hashed):
            show = hashed if name in spec.hashed else printed
            yield from ((f"{name}.{moment}", show(model, name, row[name])) for moment, row in states if row)
        elif touched.before and after:
            yield name, CHANGED
    for name, before in touched.many.items():
        now = related(model, pk, name) if after else frozenset()
        target = getattr(model, name).field.related_model
        for verb, pks in (("added", now - before), ("removed", before - now)):
            if pks:
                yield f"{name}.{verb}", ", ".join(labels(target, pks))


def hashed(model: type[Model], name: str, value: str) -> str:
    """Return the keyed hash of a mail address; empty for none."""
    return lookup_hash(value.casefold(), purpose=ADDRESS_PURPOSE)[:HASH_LENGTH] if value else ""


def printed(model: type[Model], name: str, value: Any) -> audit.Value:
    """Return a value as an audit entry holds it: a row by its id, a group and a right also by name."""
    target = model._meta.get_field(name).related_model
    if value is None or isinstance(value, bool):
        return value
    if isinstance(target, type):
        return ", ".join(labels(target, [value]))
    if isinstance(value, date | time):
        return value.isoformat()
    return value if isinstance(value, int | str) else str(value)


def labels(model: type[Model], pks: Iterable[Any]) -> list[str]:
    """Return how rows are named in an audit entry, in the order of their ids."""
    names: dict[Any, str] = {}
    if model is Group:
        names = dict(Group.objects.filter(pk__in=pks).values_list("pk", "name"))
    elif model is Permission:
        found = Permission.objects.filter(pk__in=pks).values_list("pk", "content_type__app_label", "codename")
        names = {pk: f"{app_label}.{codename}" for pk, app_label, codename in found}
    return [f"{pk} {names[pk]}" if pk in names else str(pk) for pk in sorted(pks)]
