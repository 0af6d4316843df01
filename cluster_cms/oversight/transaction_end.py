"""Calls a function as the last act of a transaction, before it commits; Django offers a call after the commit only.

What is called writes in the same transaction: it is stored together with what it tells, or not at all.
"""

from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.transaction import Atomic

ends: WeakKeyDictionary[BaseDatabaseWrapper, list[Callable[[], None]]] = WeakKeyDictionary()
leave = Atomic.__exit__


def before_commit(function: Callable[[], None]) -> None:
    """Call a function, once, when the outermost block of the transaction under way ends without an error."""
    waiting = ends.setdefault(connections[DEFAULT_DB_ALIAS], [])
    if function not in waiting:
        waiting.append(function)


def is_outermost(connection: Any) -> bool:
    """Return whether the block that ends is the first one; the blocks around a test do not count."""
    blocks = connection.atomic_blocks
    return bool(blocks) and not blocks[-1]._from_testcase and all(block._from_testcase for block in blocks[:-1])


def exit_block(block: Atomic, kind: Any, error: Any, traceback: Any) -> None:
    """Leave an atomic block as Django does, after what waits for its end; an error in that undoes the block."""
    connection = connections[block.using or DEFAULT_DB_ALIAS]
    if connection not in ends or not is_outermost(connection):
        return leave(block, kind, error, traceback)
    waiting = ends.pop(connection)
    try:
        if kind is None and not connection.needs_rollback:
            for function in waiting:
                function()
    except BaseException as failure:
        leave(block, type(failure), failure, failure.__traceback__)
        raise
    return leave(block, kind, error, traceback)


def install() -> None:
    """Let atomic blocks end by `exit_block`."""
    block: Any = Atomic
    block.__exit__ = exit_block
