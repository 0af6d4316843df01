"""SQLite keeps an inquiry through a power cut, lets readers read on, and takes the write lock at the start."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from cluster_cms.settings.stores import database


@pytest.fixture
def two(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[list[BaseDatabaseWrapper]]:
    """Two connections to a new SQLite file, made from a DATABASE_URL."""
    settings = database(f"sqlite:///{tmp_path}/site.sqlite3")
    handler = ConnectionHandler({"default": settings})
    with django_db_blocker.unblock():
        pair = [handler.create_connection("default") for _ in range(2)]
        yield pair
        for connection in pair:
            connection.close()


def pragma(connection: BaseDatabaseWrapper, name: str) -> object:
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


def test_commits_are_flushed_to_disk(two: list[BaseDatabaseWrapper]) -> None:
    assert [pragma(connection, "synchronous") for connection in two] == [2, 2]  # FULL


def test_readers_go_on_while_one_writes(two: list[BaseDatabaseWrapper]) -> None:
    assert pragma(two[0], "journal_mode") == "wal"
    assert pragma(two[0], "foreign_keys") == 1


def test_a_second_writer_waits_for_the_first(two: list[BaseDatabaseWrapper]) -> None:
    assert [pragma(connection, "busy_timeout") for connection in two] == [20_000, 20_000]  # milliseconds


def test_a_transaction_takes_the_write_lock_at_its_start(two: list[BaseDatabaseWrapper]) -> None:
    first, second = two
    pragma(second, "busy_timeout=0")
    first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    with pytest.raises(OperationalError, match="locked"):
        second.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    first.rollback()
