"""Append-only tables: model, queryset and database triggers refuse to change or delete a row."""

from typing import Any

from django.db import connection, migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GUARD = "refuse_change"  # the function of PostgreSQL that the triggers call
GUARDED = """
    SELECT c.relname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid
    WHERE p.proname = %s AND t.tgenabled <> 'D' AND c.relnamespace = current_schema()::regnamespace ORDER BY 1"""


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


def trigger_statements(table: str, vendor: str) -> list[str]:
    """Return the SQL of triggers that refuse UPDATE and DELETE on a table."""
    if vendor == "postgresql":
        return [
            f"CREATE OR REPLACE FUNCTION {GUARD}() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME; END $$",
            f'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION {GUARD}()',
        ]
    return [
        f'CREATE TRIGGER "{table}_no_{event}" BEFORE {event} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are append-only'); END"
        for event in ("UPDATE", "DELETE")
    ]


def append_only_triggers(table: str) -> migrations.RunPython:
    """Return the migration operation that creates the triggers; TRUNCATE stays possible, for test databases."""

    def create(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for statement in trigger_statements(table, schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    return migrations.RunPython(create, migrations.RunPython.noop)


def guarded_tables() -> list[str]:
    """Return the tables whose triggers refuse changes, as PostgreSQL itself lists them."""
    with connection.cursor() as cursor:
        cursor.execute(GUARDED, [GUARD])
        return [table for (table,) in cursor.fetchall()]
