"""Erasing in four steps, so that whatever happens between two of them the journal knows enough to put it right."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

from cluster_cms.erasures.journal import journal
from cluster_cms.erasures.lines import DONE, INTENT, Step
from cluster_cms.erasures.records import Erasure

LOCK = 0x6572617365  # any fixed number: shared by everyone who erases, alone for who settles what was left open


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
