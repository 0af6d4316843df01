"""One process at a time changes the tables; the others wait and then find the work done."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from cluster_cms.operations.database_owner import behind_no_reader, connected_to, migration_lock
from tests.infrastructure.template import PROJECT, Template

pytestmark = pytest.mark.usefixtures("committed_db")
COMMAND = [sys.executable, "manage.py", "migrate", "cluster_cms", "0001"]


@pytest.fixture
def empty_url(template: Template) -> Iterator[str]:
    """The URL of an empty database, which is this thread's."""
    name = f"empty_{os.getpid()}"
    template.engine.create(name)
    with connected_to(template.engine.setting(name)):
        yield template.engine.url(name)
    template.engine.drop(name)


def start(url: str, command: list[str] = COMMAND) -> subprocess.Popen[str]:
    place = {"DATABASE_URL": url, "PYTHONUNBUFFERED": "1", "DJANGO_SETTINGS_MODULE": "cluster_cms.settings.test"}
    env = {**os.environ, **place}
    return subprocess.Popen(command, cwd=PROJECT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def test_two_processes_that_migrate_an_empty_database_at_once_both_end_well(empty_url: str) -> None:
    with migration_lock(print):
        both = [start(empty_url), start(empty_url)]
        first_words = [process.stdout.readline() for process in both if process.stdout]
        assert connection.introspection.table_names() == [], "neither has begun"
    rest = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], rest
    assert first_words == ["Another process is changing the tables; waiting for it.\n"] * 2
    assert sorted("No migrations to apply" in text for text in rest) == [False, True]


def test_the_lock_of_a_process_that_was_killed_is_free(empty_url: str) -> None:
    code = "import django; django.setup(); from cluster_cms.operations.database_owner import migration_lock\n"
    code += "with migration_lock(print): print('held'); input()"
    holder = start(empty_url, [sys.executable, "-c", code])
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    holder.kill()
    holder.communicate()
    with migration_lock(print):
        assert holder.returncode < 0


@pytest.mark.parametrize("command", ["migrate", "bootstrap_site"])
def test_what_changes_tables_or_their_first_rows_takes_the_lock(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    @contextmanager
    def lock(_tell: Callable[[str], object]) -> Iterator[None]:
        asked.append(command)
        yield

    monkeypatch.setattr(f"cluster_cms.management.commands.{command}.migration_lock", lock)
    call_command(command, verbosity=0)
    assert asked == [command]


def test_a_wait_is_told_once_however_long(monkeypatch: pytest.MonkeyPatch) -> None:
    from_now_on, told = iter([False, False, True]), list[str]()
    monkeypatch.setattr("cluster_cms.operations.database_owner.ask", lambda _query: next(from_now_on, True))
    monkeypatch.setattr("cluster_cms.operations.database_owner.try_lock", lambda _file: next(from_now_on, True))
    monkeypatch.setattr("cluster_cms.operations.database_owner.LOOK_EVERY", 0)
    with migration_lock(told.append):
        assert told == ["Another process is changing the tables; waiting for it."]


def test_the_lock_file_lies_beside_the_database_and_a_database_in_memory_has_none(tmp_path: Path) -> None:
    if connection.vendor == "sqlite":
        with connected_to(str(tmp_path / "site.sqlite3")), migration_lock(print):
            assert (tmp_path / "site.sqlite3.migrating").exists()
        with connected_to("file:memorydb?mode=memory"), migration_lock(print):
            assert not list(Path.cwd().glob("*memorydb*"))
    assert settings.OWNER_DATABASE == {}


def alter() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cluster_cms_heartbeat ADD COLUMN later integer")


def test_a_change_steps_back_where_it_would_wait_behind_a_long_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cluster_cms.operations.database_owner.SHORT", 50)
    monkeypatch.setattr("cluster_cms.operations.database_owner.REST", 0)
    told: list[str] = []
    if connection.vendor == "postgresql":
        with connection.get_new_connection(connection.get_connection_params()) as reading:
            reading.execute("SELECT count(*) FROM cluster_cms_heartbeat")

            def end_the_reading(text: str) -> None:
                told.append(text)
                if len(told) == 2:
                    reading.rollback()

            behind_no_reader(alter, end_the_reading)
        assert told == ["A table is in use by a long reading, such as a copy; trying again."] * 2
        with connection.cursor() as cursor:
            cursor.execute("SELECT later, current_setting('lock_timeout') FROM cluster_cms_heartbeat LIMIT 1")
            assert [column.name for column in cursor.description] == ["later", "current_setting"]
