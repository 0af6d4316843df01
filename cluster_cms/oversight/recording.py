"""Watches every way in which the ORM writes a watched model, and records at the end of the transaction what changed.

Seen are saving and deleting, many-to-many fields from both sides, `QuerySet.update`, `bulk_create` and `bulk_update`
through the model's managers. Not seen is SQL, and `QuerySet._raw_delete`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, partial
from typing import Any, cast

from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save
from wagtail.contrib.settings.models import BaseSiteSetting

from cluster_cms import clock
from cluster_cms.oversight import transaction_end
from cluster_cms.oversight.notices import queue_notices
from cluster_cms.oversight.row_changes import fields_of, remember, remember_created, specs, take_changes
from cluster_cms.security import audit
from cluster_cms.security.accounts import User, rehashing

silent: ContextVar[bool] = ContextVar("silent", default=False)


@contextmanager
def without_notices() -> Iterator[None]:
    """Record changes of the block without mails, for a site that nobody uses yet."""
    token = silent.set(True)
    try:
        yield
    finally:
        silent.reset(token)


def notices_are_off() -> bool:
    """Tell whether this runs within `without_notices`."""
    return silent.get()


def record_changes() -> None:
    """Queue the mails about what the transaction has changed, then write its audit entries."""
    changes, at = take_changes(), clock.now()
    if not changes:
        return
    actors = [one.actor.pk if one.actor else None for one in changes]
    acts = [audit.Act(one.action, at, actor, one.subject, one.data) for one, actor in zip(changes, actors, strict=True)]
    entries = audit.entries_of(acts)
    if not silent.get():
        queue_notices(changes, entries)
    for entry in entries:
        entry.save()


def note(model: type[Model], pks: Iterable[Any], *, many: Iterable[str] = ()) -> None:
    transaction_end.before_commit(record_changes)
    remember(model, pks, many=many)


# --- Signals -------------------------------------------------------------------------------------------------------


def before_save(sender: Any, instance: Model, update_fields: Iterable[str] | None, **signal: Any) -> None:
    if sender is User and rehashing.get():
        return
    if update_fields is None or not set(fields_of(sender)).isdisjoint(update_fields):
        note(sender, [instance.pk])


def after_save(sender: Any, instance: Model, created: bool, **signal: Any) -> None:
    if created and not is_untouched_setting(instance):
        transaction_end.before_commit(record_changes)
        remember_created(sender, [instance.pk])


def is_untouched_setting(instance: Model) -> bool:
    """Return whether a row of settings was made by Wagtail when they were first read: nobody has changed anything."""
    if not isinstance(instance, BaseSiteSetting):
        return False
    fields = [one for one in instance._meta.concrete_fields if not one.primary_key and one.name != "site"]
    return all(getattr(instance, one.attname) == one.get_default() for one in fields)


def before_delete(sender: Any, instance: Model, **signal: Any) -> None:
    note(sender, [instance.pk], many=specs()[sender].many)


def before_target_delete(instance: Model, *, model: type[Model], name: str, **signal: Any) -> None:
    """Note the rows whose many-to-many field loses what is deleted, such as the members of a group."""
    note(model, list(model._base_manager.filter(**{name: instance.pk}).values_list("pk", flat=True)), many=[name])


def before_many(
    instance: Model, *, watched: type[Model], name: str, action: str, reverse: bool, pk_set: Any, **signal: Any
) -> None:
    if not action.startswith("pre_"):
        return
    pks = [instance.pk]
    if reverse:
        holders = watched._base_manager.filter(**{name: instance.pk}).values_list("pk", flat=True)
        pks = list(holders) if pk_set is None else list(pk_set)
    note(watched, pks, many=[name])


class WatchedQuerySet(QuerySet[Any]):
    """Base of the querysets of watched models: what is written in bulk is noted like single rows."""

    def update(self, **values: Any) -> int:
        """Update as Django does, in one transaction with the record of it."""
        model: type[Model] = self.model
        if set(fields_of(model)).isdisjoint(values):
            return super().update(**values)
        with transaction.atomic(using=self.db, savepoint=False):
            note(self.model, list(self.order_by().values_list("pk", flat=True)))
            return super().update(**values)

    cast(Any, update).alters_data = True

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> list[Any]:
        """Create as Django does, in one transaction with the record of it."""
        with transaction.atomic(using=self.db, savepoint=False):
            objs = list(objs)
            note(self.model, [one.pk for one in objs])
            made = super().bulk_create(objs, *args, **options)
            remember_created(self.model, [one.pk for one in made if one.pk is not None])
            return made


@cache
def watched_queryset(queryset: type[QuerySet[Any]]) -> type[QuerySet[Any]]:
    """Return a watched class of a queryset, under a name of this module by which pickle finds it again."""
    name = f"{queryset.__module__}.{queryset.__name__}".replace(".", "_")
    watched = type(name, (WatchedQuerySet, queryset), {"__module__": __name__})
    globals()[name] = watched
    return watched


def watch_manager(manager: Any) -> None:
    """Give a manager a watched queryset; migrations find it equal to the one that it was."""
    kind, watched = type(manager), watched_queryset(manager._queryset_class)
    same = {
        "__module__": kind.__module__,
        "__eq__": lambda self, other: isinstance(other, kind) and self.deconstruct() == other.deconstruct(),
        "__hash__": kind.__hash__,
    }
    manager.__class__ = type(kind.__name__, (kind,), same | {"_queryset_class": watched})


def watch_model(model: Any) -> None:
    uid, save = f"oversight {model._meta.label}", model.save_base
    model.save_base = transaction.atomic(save)  # what a save that is refused has begun goes, and no more
    pre_save.connect(before_save, sender=model, dispatch_uid=uid)
    post_save.connect(after_save, sender=model, dispatch_uid=uid)
    pre_delete.connect(before_delete, sender=model, dispatch_uid=uid)
    for name in specs()[model].many:
        field = getattr(model, name).field
        receiver = partial(before_many, watched=model, name=name)
        m2m_changed.connect(receiver, sender=getattr(model, name).through, weak=False, dispatch_uid=f"{uid} {name}")
        gone = partial(before_target_delete, model=model, name=name)
        pre_delete.connect(gone, sender=field.related_model, weak=False, dispatch_uid=f"{uid} {name}")
    for manager in model._meta.managers:
        watch_manager(manager)


@cache
def install() -> None:
    """Watch all models, once; after they are loaded."""
    transaction_end.install()
    for model in specs():
        watch_model(model)
