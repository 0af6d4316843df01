"""The chain itself: revisions and events in one order, and the lock under which it grows."""

from collections.abc import Iterator
from heapq import merge

from django.db import connection

from policy.chained import GENESIS, ChainedRow
from policy.events import PolicyEvent
from policy.ledger import PolicyRevision

LOCK = 0x706F6C696379  # any fixed number: the chain's own advisory lock on PostgreSQL


def rows() -> Iterator[PolicyRevision | PolicyEvent]:
    """Yield every row in the order in which it was written."""
    tables = (model._default_manager.order_by("position").iterator() for model in (PolicyRevision, PolicyEvent))
    return merge(*tables, key=lambda row: row.position)


def head() -> tuple[int, str]:
    """Return position and hash of the newest row."""
    newest: list[ChainedRow] = [
        *PolicyRevision.objects.without_texts().order_by("-position")[:1],
        *PolicyEvent.objects.order_by("-position")[:1],
    ]
    last = max(newest, key=lambda row: row.position, default=None)
    return (last.position, last.row_hash) if last else (0, GENESIS)


def take_lock() -> None:
    """Let one writer append at a time; SQLite's write lock (BEGIN IMMEDIATE) does so already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
