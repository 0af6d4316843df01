"""Erases records so that neither a crash nor a restore undoes it; apps name theirs by the hook `register_erasable`."""

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
from cluster_cms.erasures.lines import DONE, INTENT, Key, Step
from cluster_cms.security.append_only import AppendOnlyModel

BATCH = 500  # records in one statement
LOCK = 0x6572617365  # any fixed number: held shared while erasing, exclusively while open steps are settled


class Erasure(AppendOnlyModel):
    """A record that was erased, or whose use has ended. Its id was random and identifies nobody."""

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
    """A kind of record that can be erased. `erase` runs in the caller's transaction and writes no audit entry."""

    kind: str
    exists: Callable[[UUID], bool]
    erase: Callable[[UUID], None]
    label: str | Promise = ""  # as staff read it


def erasables() -> dict[str, Erasable]:
    """Return every registered kind by its name. The hook holds an Erasable, or a function that returns one."""
    found = [entry if isinstance(entry, Erasable) else entry() for entry in hooks.get_hooks("register_erasable")]
    return {erasable.kind: erasable for erasable in found}


@contextmanager
def erasing(kind: str, ids: Iterable[UUID], cause: str) -> Iterator[None]:
    """Erase inside the block: `with erasing("inquiry", [inquiry.pk], "staff"): inquiry.delete()`.

    The transaction begins, `intent` lines are flushed, the block runs, the database's own records are written, the
    transaction commits, `done` lines follow. When the block raises, nothing is erased and the worker adds `void` lines.
    Raises OSError when the journal cannot be written, JournalBroken when it is damaged: then nothing is erased.
    """
    records = [(kind, record) for record in ids]
    with transaction.atomic():
        take_shared_lock()
        write_lines(INTENT, records, cause)
        yield
        store_erasures(records, cause)
        # Robust: the erasure has happened; a line that cannot be written now is added by the worker.
        transaction.on_commit(lambda: write_lines(DONE, records, cause), robust=True)


def write_lines(outcome: str, records: Iterable[Key], cause: str) -> None:
    """Append one line for each record to the journal. Raises OSError or JournalBroken."""
    journal().append([Step(outcome, kind, str(record), cause) for kind, record in records])


def store_erasures(records: Iterable[Key], cause: str) -> None:
    """Store an Erasure for each record that has none; on SQLite a trigger refuses those that are there."""
    keys = list(dict.fromkeys(records))
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        found = Erasure.objects.filter(record__in=[record for _kind, record in batch])
        known = set(found.values_list("kind", "record"))
        rows = [Erasure(kind=kind, record=record, cause=cause) for kind, record in batch if (kind, record) not in known]
        Erasure.objects.bulk_create(rows, ignore_conflicts=True)


def take_shared_lock() -> None:
    """Hold the erasers' lock, shared, until the transaction ends; on SQLite its write lock does the same."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])


def try_exclusive_lock() -> bool:
    """Try to hold the erasers' lock alone until the transaction ends; return False while somebody is erasing."""
    if connection.vendor != "postgresql":
        return connection.in_atomic_block  # it holds the write lock
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])
