"""A site moves from SQLite to PostgreSQL whole, and is refused whole when anything does not fit."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cluster_cms.backups import move_to_postgres
from cluster_cms.backups.sqlite_source import TableHash
from cluster_cms.operations.database_owner import connected_to
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from cluster_cms.security.audit import AuditEntry
from contact.models import Inquiry
from policy.ledger.verification import verify
from tests.infrastructure.engines import Sqlite
from tests.infrastructure.template import Template

pytestmark = pytest.mark.usefixtures("committed_db")


@pytest.fixture
def old(template: Template, tmp_path: Path) -> Path:
    """The demo site in an SQLite file."""
    engine = Sqlite(template.cache / "sqlite")
    made = Template(engine=engine, cache=template.cache)
    made.ensure()
    name = f"moved_{os.getpid()}"
    engine.create(name, template=made.name)
    return Path(engine.setting(name)).rename(tmp_path / "old.sqlite3")


@pytest.fixture
def new(template: Template, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty PostgreSQL database, whose tables come from the template's: all migrations take half a minute."""
    name = f"new_{os.getpid()}"
    template.engine.create(name)

    def migrate(command: str, **_options: object) -> None:
        if command == "migrate":
            connection.close()
            template.engine.create(name, template=template.name)
            with connection.cursor() as cursor:
                cursor.execute("CREATE TABLE unfinished_restore ()")
        else:
            call_command(command, verbosity=0)

    monkeypatch.setattr(move_to_postgres, "call_command", migrate)
    with connected_to(template.engine.setting(name)):
        yield
    template.engine.drop(name)


def move(file: Path) -> str:
    call_command("move_to_postgres", file, stdout=(out := StringIO()))
    return out.getvalue()


def change(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as raw:
        for statement in statements:
            raw.execute(statement)
        raw.commit()


def test_the_whole_site_is_there_afterwards_and_counting_goes_on(old: Path, new: None) -> None:
    if connection.vendor == "sqlite":
        with pytest.raises(CommandError, match="let it name the empty PostgreSQL database"):
            move(old)
        return
    change(old, "UPDATE sqlite_sequence SET seq = 5000 WHERE name = 'cluster_cms_user'")
    lines = move(old).splitlines()
    assert lines[-1].endswith("tables, the same in both databases.")
    assert audit.verify() == []
    assert list(verify()) == []
    assert AuditEntry.objects.order_by("-position")[0].action == "database.moved"
    assert all(inquiry.answers for inquiry in Inquiry.objects.all()), "they open under their rows' own names"
    assert User.objects.create(username="new").pk == 5001
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) > 0 FROM wagtailsearch_indexentry")
        assert cursor.fetchone() == (True,), "the index is made anew"
    with pytest.raises(CommandError, match="not empty"):
        move(old)


REFUSED = {
    "UPDATE cluster_cms_user SET email = 'a' || char(0)": "A text of cluster_cms_user, column email, holds a NUL",
    "UPDATE cluster_cms_user SET date_joined = 'last@week'": "cluster_cms_user, column date_joined, is no timestamp",
    "UPDATE cluster_cms_user SET username = username || printf('%0200d', 0)": "column username",
    "INSERT INTO auth_group_permissions (group_id, permission_id) VALUES (987654, 1)": "auth_group_permissions",
    "ALTER TABLE cluster_cms_user ADD COLUMN shoe_size integer": "cluster_cms_user has other columns",
    "CREATE TABLE foreign_table (id integer)": "foreign_table, which this version does not know",
    "DELETE FROM django_migrations WHERE name = '0002_site'": "another version of the software",
}


@pytest.mark.parametrize("statement", REFUSED)
def test_what_postgresql_cannot_hold_is_named_without_its_content_and_nothing_is_moved(
    old: Path, new: None, statement: str
) -> None:
    change(old, statement)
    if connection.vendor == "postgresql":
        with pytest.raises(CommandError) as refused:
            move(old)
        assert REFUSED[statement] in str(refused.value)
        assert "@" not in str(refused.value)
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('unfinished_restore') IS NOT NULL")
            assert cursor.fetchone() == (True,), "so that it can begin anew, and the doctor is ill"


def test_a_row_that_came_otherwise_is_noticed(old: Path, new: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_back(cursor: object, table: str, columns: dict[str, str]) -> TableHash:
        found = real(cursor, table, columns)
        found.total += table == "policy_policyrevision"
        return found

    real = move_to_postgres.read_back
    monkeypatch.setattr(move_to_postgres, "read_back", read_back)
    if connection.vendor == "postgresql":
        with pytest.raises(CommandError, match=r"^policy_policyrevision differs after the move"):
            move(old)


@pytest.mark.parametrize("content", [b"", b"no database at all, but long enough to be read as one" * 40])
def test_a_file_that_is_no_database_of_the_site_is_refused(new: None, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other").write_bytes(content)
    for name in ("other", "missing"):
        with pytest.raises(CommandError, match=r"(is no |There is no file|names SQLite)"):
            move(tmp_path / name)
