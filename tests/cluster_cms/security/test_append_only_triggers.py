"""The triggers of append-only tables: every statement that would change or remove a row is refused, by name."""

from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from cluster_cms.operations.health import triggers
from cluster_cms.security import audit
from cluster_cms.security.append_only import AppendOnlyModel, missing_triggers
from cluster_cms.security.audit import AuditEntry

pytestmark = pytest.mark.usefixtures("database")
TABLES = sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnlyModel))
TABLE = "cluster_cms_auditentry"
COLUMNS = ", ".join(str(field.column) for field in AuditEntry._meta.local_fields)
SAME = COLUMNS.replace("subject", "'changed'")
OTHER_ID = SAME.replace("id,", "1000000,", 1)
NO_NUMBER = COLUMNS.replace("id, position", "0, 1000000", 1)
# T is the table, C its columns; each line is one statement.
EVERYWHERE = """
UPDATE T SET subject = 'changed'
DELETE FROM T
INSERT INTO T (C) SELECT {SAME} FROM T WHERE position = 1 ON CONFLICT (id) DO UPDATE SET subject = 'changed'
INSERT INTO T (C) SELECT {OTHER_ID} FROM T WHERE position = 1 ON CONFLICT (position) DO UPDATE SET subject = 'changed'
"""
ON_SQLITE = """
REPLACE INTO T (C) SELECT {SAME} FROM T WHERE position = 1
INSERT OR REPLACE INTO T (C) SELECT {SAME} FROM T WHERE position = 1
INSERT OR REPLACE INTO T (C) SELECT {OTHER_ID} FROM T WHERE position = 1
UPDATE OR REPLACE T SET id = 1 WHERE id = 2
INSERT INTO T (C) SELECT {NO_NUMBER} FROM T WHERE position = 1
"""
ON_POSTGRESQL = """
TRUNCATE T
TRUNCATE T CASCADE
TRUNCATE ONLY T RESTART IDENTITY
"""


def statements() -> list[str]:
    written = EVERYWHERE + (ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRESQL)
    for mark, text in (("{SAME}", SAME), ("{OTHER_ID}", OTHER_ID), ("{NO_NUMBER}", NO_NUMBER), ("(C)", f"({COLUMNS})")):
        written = written.replace(mark, text)
    return [line.replace(" T ", f" {TABLE} ").strip() for line in (f"{line} " for line in written.splitlines() if line)]


def refusal(statement: str) -> str:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return str(error)
    return "nothing refused it"


def test_every_statement_that_would_change_a_row_meets_a_trigger() -> None:
    with transaction.atomic():
        for number in range(3):
            audit.record("test.done", subject=str(number))
    before = list(AuditEntry.objects.values_list())
    assert [(one, refused) for one in statements() if "append-only" not in (refused := refusal(one))] == []
    assert list(AuditEntry.objects.values_list()) == before
    assert audit.verify() == []


def drop(table: str, name: str) -> str:
    return f'DROP TRIGGER "{name}"' + (f" ON {table}" if connection.vendor == "postgresql" else "")


def disarm(table: str, name: str) -> list[str]:
    """Return the statements that leave a trigger of that name, which refuses nothing."""
    if connection.vendor == "postgresql":
        return [f"ALTER TABLE {table} DISABLE TRIGGER {name}"]
    harmless = f'CREATE TRIGGER "{name}" BEFORE UPDATE ON "{table}" BEGIN SELECT 1; END'
    return [drop(table, name), harmless]


def test_the_doctor_names_every_trigger_that_is_missing_or_disarmed() -> None:
    assert triggers().ok
    names = names_of_triggers()
    assert {table for table, _name in names} == set(TABLES)
    for table, name in names:
        for how in ([drop(table, name)], disarm(table, name)):
            savepoint = transaction.savepoint()
            with connection.cursor() as cursor:
                for statement in how:
                    cursor.execute(statement)
            assert missing_triggers() == [f"{table}: {name}"]
            assert not triggers().ok
            transaction.savepoint_rollback(savepoint)
    assert triggers().ok


def names_of_triggers() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
                "WHERE tgname LIKE 'append_only%' AND NOT tgisinternal"
            )
        else:
            cursor.execute(
                "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%\\_no\\_%' ESCAPE '\\'"
            )
        return [row for row in cursor.fetchall() if row[0] in TABLES]


def test_a_function_that_refuses_nothing_is_noticed() -> None:
    if connection.vendor == "postgresql":  # SQLite's triggers call no function
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql "
                "AS $$ BEGIN RETURN NEW; END $$"
            )
    assert len(missing_triggers()) == (2 * len(TABLES) if connection.vendor == "postgresql" else 0)
