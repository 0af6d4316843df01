"""Append-only tables: model, queryset and database triggers refuse to change or delete a row."""

from typing import Any

from django.apps import apps
from django.db import connection, migrations, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GUARD = "refuse_change"  # the function of PostgreSQL that the triggers call
BODY = "BEGIN RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME; END"
FUNCTION = f"CREATE OR REPLACE FUNCTION {GUARD}() RETURNS trigger LANGUAGE plpgsql AS $$ {BODY} $$"
EMPTYING = "append_only_truncate"  # PostgreSQL's trigger against TRUNCATE
# Switched on, without a condition, and for the events that they were made for (bits of pg_trigger.h).
TRIGGERS = """
    SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid
    WHERE p.proname = %s AND c.relname = %s AND c.relnamespace = current_schema()::regnamespace
    AND t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL
    AND t.tgtype = CASE t.tgname WHEN 'append_only' THEN 27 WHEN 'append_only_truncate' THEN 34 END"""
GUARDED = """
    SELECT c.relname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid
    WHERE p.proname = %s AND t.tgname = 'append_only' AND t.tgenabled <> 'D'
    AND c.relnamespace = current_schema()::regnamespace ORDER BY 1"""


# When SQLite's trigger for INSERT refuses a row.
EXISTS = 'EXISTS (SELECT 1 FROM "{table}" WHERE {condition})'
OLD_NUMBER = """(typeof(NEW.id) = 'integer' AND NEW.id BETWEEN 0 AND (SELECT max(id) FROM "{table}"))"""


class AppendOnlyError(Exception):
    """An append-only row was to be changed or deleted."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    def update(self, **values: Any) -> int:
        raise AppendOnlyError(f"Rows of {self.model._meta.db_table} are never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError(f"Rows of {self.model._meta.db_table} are never deleted.")


class AppendOnlyModel(models.Model):
    """Base of models whose rows are never changed or deleted."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(f"Rows of {self._meta.db_table} are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError(f"Rows of {self._meta.db_table} are never deleted.")


def postgres_triggers(table: str) -> dict[str, str]:
    """Return the SQL of each trigger by its name; the function that they call is FUNCTION."""
    call = f"EXECUTE FUNCTION {GUARD}()"
    return {
        "append_only": f'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW {call}',
        EMPTYING: f'CREATE TRIGGER {EMPTYING} BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT {call}',
    }


def sqlite_triggers(table: str, used: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the SQL of each trigger by its name.

    REPLACE deletes what is in its way without any trigger for DELETE (lang_conflict.html), so a trigger for INSERT
    refuses rows that are there already by any unique key, and numbers below the newest. Without a number NEW.id is -1.
    """
    with used.cursor() as cursor:
        found = used.introspection.get_constraints(cursor, table).values()
    keys = sorted({tuple(one["columns"]) for one in found if one["unique"] and one["columns"]} | {("id",)})
    same = (" AND ".join(f'"{column}" = NEW."{column}"' for column in key) for key in keys)
    refused = [EXISTS.format(table=table, condition=condition) for condition in same] + [OLD_NUMBER.format(table=table)]
    events = {"UPDATE": "", "DELETE": "", "INSERT": f"WHEN {' OR '.join(refused)} "}
    return {
        f"{table}_no_{event}": f'CREATE TRIGGER "{table}_no_{event}" BEFORE {event} ON "{table}" {condition}'
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are append-only'); END"
        for event, condition in events.items()
    }


def append_only_triggers(table: str) -> migrations.RunPython:
    """Return the migration operation that creates the triggers, which refuse every change of a row."""

    def create(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        on_postgres = schema_editor.connection.vendor == "postgresql"
        if on_postgres:
            schema_editor.execute(FUNCTION, params=None)
        found = postgres_triggers(table) if on_postgres else sqlite_triggers(table, schema_editor.connection)
        for statement in found.values():
            schema_editor.execute(statement, params=None)

    return migrations.RunPython(create, migrations.RunPython.noop)


def guarded_tables() -> list[str]:
    """Return the tables whose triggers refuse changes, as PostgreSQL itself lists them."""
    with connection.cursor() as cursor:
        cursor.execute(GUARDED, [GUARD])
        return [table for (table,) in cursor.fetchall()]


def missing_triggers() -> list[str]:
    """Return the triggers that are missing, switched off or not what the migrations made, as `table: trigger`."""
    tables = [model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnlyModel)]
    find = missing_on_postgres if connection.vendor == "postgresql" else missing_on_sqlite
    return [f"{table}: {name}" for table in sorted(tables) for name in find(table)]


def missing_on_sqlite(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        found = dict(cursor.fetchall())
    return [name for name, statement in sqlite_triggers(table, connection).items() if found.get(name) != statement]


def missing_on_postgres(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS, [GUARD, table])
        found = {name for name, body in cursor.fetchall() if body.strip() == BODY}
    return [name for name in postgres_triggers(table) if name not in found]
