"""Who migrates: the owner of the tables, one process at a time."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, Error, OperationalError, connection, connections
from psycopg.errors import LockNotAvailable

from cluster_cms.operations.host_jobs import try_lock

LOCK = 0x6D696772617465  # any fixed number: our advisory lock of migrations on PostgreSQL
LOOK_EVERY = 0.5  # seconds
# Milliseconds for which a migration waits for a table: visitors wait behind it, at most 3 seconds (settings.stores).
SHORT = 1_000
REST = 2.0  # seconds until it tries again; those who waited behind it have their turn
PATIENCE = 3_600  # seconds for which it tries: a copy of a large database takes as long
FITTING = """
    SELECT current_user, coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AND NOT EXISTS (
        SELECT FROM pg_tables WHERE schemaname = current_schema() AND NOT pg_has_role(tableowner, 'USAGE'))"""


class RoleRefused(Exception):
    """A role of PostgreSQL may do too little or too much for what it is to do; the message says what helps."""


@contextmanager
def connected_to(name: str, **options: Any) -> Iterator[None]:
    """Make another database the default one of this thread within the block; ids of content types are read anew."""
    aside = connections[DEFAULT_DB_ALIAS]
    other = type(aside)({**aside.settings_dict, "NAME": name, **options}, DEFAULT_DB_ALIAS)
    connections[DEFAULT_DB_ALIAS] = other
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        other.close()
        connections[DEFAULT_DB_ALIAS] = aside
        ContentType.objects.clear_cache()


@contextmanager
def as_owner() -> Iterator[None]:
    """Within the block, this thread asks the same database as the owner of its tables (MIGRATION_DATABASE_URL).

    Where none is named nothing changes: the site's own role owns the tables.
    """
    owner = {name: value for name, value in settings.OWNER_DATABASE.items() if name not in ("ENGINE", "NAME")}
    if not owner or connection.settings_dict["USER"] == owner["USER"]:
        yield
        return
    with connected_to(str(connection.settings_dict["NAME"]), **owner):
        yield


def require_owner() -> None:
    """Raise RoleRefused when this connection's role could not change every table."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(FITTING)
        role, fitting = cursor.fetchone()
    if not fitting:
        raise RoleRefused(
            f"The database role {role} does not own the tables, so it can neither migrate nor restore: name the role "
            "that does in MIGRATION_DATABASE_URL."
        )


@contextmanager
def migration_lock(tell: Callable[[str], object]) -> Iterator[None]:
    """Let one process at a time change the tables of this database; `tell` is called once if others are waited for.

    The lock of a process that dies is free again.
    """
    with postgres_lock(tell) if connection.vendor == "postgresql" else file_lock(tell):
        yield


@contextmanager
def postgres_lock(tell: Callable[[str], object]) -> Iterator[None]:
    """Ask again and again: who waits inside PostgreSQL keeps a snapshot, and CREATE INDEX CONCURRENTLY waits for it."""
    wait_until(lambda: ask("SELECT pg_try_advisory_lock(%s)"), tell)
    try:
        yield
    finally:
        with suppress(Error):  # a connection that is gone has left its locks
            ask("SELECT pg_advisory_unlock(%s)")


def behind_no_reader(change: Callable[[], object], tell: Callable[[str], object]) -> None:
    """Change the tables without making visitors wait behind a change that itself waits for a copy or an export.

    On PostgreSQL who waits for a table is waited for by all who come later, readers too. So it waits shortly, steps
    back and tries again; a migration that was complete stays. Raises OperationalError after `PATIENCE`.
    """
    if connection.vendor != "postgresql":
        change()
        return
    deadline = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {SHORT}")
    while True:
        try:
            change()
            break
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable) or time.monotonic() > deadline:
                raise
            tell("A table is in use by a long reading, such as a copy; trying again.")
            time.sleep(REST)
    with connection.cursor() as cursor:
        cursor.execute("RESET lock_timeout")


def ask(query: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(query, [LOCK])
        return bool(cursor.fetchone()[0])


@contextmanager
def file_lock(tell: Callable[[str], object]) -> Iterator[None]:
    """Lock a file beside the database: SQLite's own locks would end with each transaction."""
    name = str(connection.settings_dict["NAME"])
    if "memory" in name.partition("?")[0]:
        yield
        return
    with Path(f"{name}.migrating").open("w") as file:
        wait_until(lambda: try_lock(file), tell)
        yield


def wait_until(taken: Callable[[], bool], tell: Callable[[str], object]) -> None:
    if taken():
        return
    tell("Another process is changing the tables; waiting for it.")
    while not taken():
        time.sleep(LOOK_EVERY)
