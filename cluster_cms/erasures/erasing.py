"""Erases in four steps that a crash cannot lose; each app names what can be erased (hook `register_erasable`)."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cluster_cms import clock
from cluster_cms.erasures.journal import journal
from cluster_cms.erasures.lines import DONE, INTENT, Step
from cluster_cms.security.append_only import AppendOnlyModel

LOCK = 0x6572617365  # any fixed number: shared by everyone who erases, alone for who settles what was left open


class Erasure(AppendOnlyModel):
    """One record that is gone, or whose use has ended. Its id was random, so this says nothing of a person."""

    kind = models.CharField(_("kind"), max_length=40)
    record = models.UUIDField(_("number"))
    at = models.DateTimeField(_("time"), default=clock.now)
    cause = models.CharField(_("cause"), max_length=40)

    class Meta:
        default_permissions = ()
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        constraints = [models.UniqueConstraint(fields=["kind", "record"], name="erased_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"


@dataclass(frozen=True)
class Erasable:
    """A kind of record. `erase` runs in the caller's transaction and writes no audit entry of its own."""

    kind: str
    exists: Callable[[UUID], bool]
    erase: Callable[[UUID], None]
    label: str | Promise = ""  # as the privacy officer calls it


def erasables() -> dict[str, Erasable]:
    """Return every registered kind by its name. The hook holds an Erasable, or a function that returns one."""
    found = [entry if isinstance(entry, Erasable) else entry() for entry in hooks.get_hooks("register_erasable")]
    return {erasable.kind: erasable for erasable in found}


@contextmanager
def erasing(kind: str, ids: Iterable[UUID], cause: str) -> Iterator[None]:
    """Erase inside the block: `with erasing("inquiry", [inquiry.pk], "staff"): inquiry.delete()`.

    The transaction begins, `intent` lines are flushed, the block runs, the database's own records are written, the
    transaction commits, `done` lines follow. When the block raises, nothing has happened and the worker notes `void`.
    Raises OSError when the journal cannot be written, JournalBroken when it is damaged: then nothing is erased.
    """
    found = [(kind, record) for record in ids]
    with transaction.atomic():
        join_erasers()
        write(INTENT, found, cause)
        yield
        keep_records(found, cause)
        # Robust: the erasure has happened; a line that cannot be written now is added by the worker.
        transaction.on_commit(lambda: write(DONE, found, cause), robust=True)


def write(outcome: str, found: Iterable[tuple[str, UUID]], cause: str) -> None:
    """Add one line for each record."""
    journal().append([Step(outcome, kind, str(record), cause) for kind, record in found])


def keep_records(found: Iterable[tuple[str, UUID]], cause: str) -> None:
    rows = [Erasure(kind=kind, record=record, cause=cause) for kind, record in found]
    Erasure.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def join_erasers() -> None:
    """Hold, until the transaction ends, the lock that tells the worker that it has not (SQLite: the write lock)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])


def try_exclusive_lock() -> bool:
    """Tell whether no erasure is under way, and keep it so until the caller's transaction ends."""
    if connection.vendor != "postgresql":
        return connection.in_atomic_block  # it holds the write lock
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])
