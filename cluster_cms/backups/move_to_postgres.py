"""Moves a site from SQLite to PostgreSQL: every row of every table in one transaction, compared at the end."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import Error, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from cluster_cms.backups.postgresql import PostgresTarget, copy_statement, empty, sequences, tables
from cluster_cms.backups.sealing import CopyRefused
from cluster_cms.backups.sqlite_source import SqliteDatabase, TableHash, opened
from cluster_cms.security import audit

TYPES = """
    SELECT attname, format_type(atttypid, NULL) FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum"""
# Made anew from the pages: on each database it has columns of its own.
INDEX = ("modelsearch_indexentry", "wagtailsearch_indexentry")
LISTED = "django_migrations"  # written by the migrations themselves
PLACE = re.compile(r"COPY \S+, line \d+, column \w+")  # the rest of that line would quote the value


@dataclass(frozen=True)
class Moved:
    """One table: how many rows it has, and their hash, alike in both databases."""

    table: str
    rows: int
    row_hash: str


def move(file: Path) -> list[Moved]:
    """Fill this empty PostgreSQL database from an SQLite file; return what was moved, table by table.

    Raises CopyRefused when the target is not empty, the source is of another version, or anything differs at the end;
    an empty database is then left to begin anew.
    """
    if connection.vendor != "postgresql":
        raise CopyRefused("DATABASE_URL names SQLite: let it name the empty PostgreSQL database to move to.")
    with opened(file) as source:
        target = PostgresTarget()
        target.require_empty()
        target.clear()
        call_command("migrate", interactive=False, verbosity=0)
        require_same_version(source)
        try:
            moved = fill(source, target)
        except Error as error:
            raise CopyRefused(explained(error)) from error
    call_command("wagtail_update_index", verbosity=0)
    return moved


def require_same_version(source: SqliteDatabase) -> None:
    here = set(MigrationRecorder(connection).applied_migrations())
    if differing := sorted(here ^ source.migrations()):
        raise CopyRefused(
            f"The SQLite database is of another version of the software ({'.'.join(differing[0])}): run manage.py "
            "migrate on it with this version first."
        )


def explained(error: Error) -> str:
    """Return where PostgreSQL has refused a row, without what it holds."""
    found = getattr(error.__cause__, "diag", None)
    place = PLACE.search(str(found.context or "")) if found else None
    name = place[0] if place else f"{found.table_name}, {found.constraint_name}" if found else "no more is known"
    return f"PostgreSQL refuses what SQLite holds ({type(error).__name__}; {name}). Nothing was moved."


@transaction.atomic
def fill(source: SqliteDatabase, target: PostgresTarget) -> list[Moved]:
    """Replace what the migrations have made by the rows of the source, and compare both."""
    with connection.cursor() as cursor:
        all_tables = [table for table in tables(cursor) if table != LISTED]
        types = {table: types_of(cursor, table) for table in all_tables if table not in INDEX}
        require_same_columns(source, types)
        empty(cursor, all_tables)
        sent = {table: copy_in(cursor, source, table, columns) for table, columns in types.items()}
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no row may name one that does not exist
        for table, column, *_state in sequences(cursor):
            set_sequence(cursor, table, column, source.highest(table))
        for table, columns in types.items():
            compare(table, sent[table], read_back(cursor, table, columns))
    audit.record("database.moved", data={"rows": sum(one.count for one in sent.values()), "tables": len(sent)})
    target.finish()
    return [Moved(table, one.count, f"{one.total:064x}") for table, one in sent.items()]


def types_of(cursor: Any, table: str) -> dict[str, str]:
    cursor.execute(TYPES, [connection.ops.quote_name(table)])
    return dict(cursor.fetchall())


def require_same_columns(source: SqliteDatabase, types: dict[str, dict[str, str]]) -> None:
    for table, columns in types.items():
        if source.columns(table) != set(columns):
            raise CopyRefused(f"The table {table} has other columns in SQLite: is it of another version?")
    # The full text tables of SQLite begin with the name of the index.
    unknown = [name for name in source.tables() - {*types, LISTED} if not name.startswith((*INDEX, "sqlite_"))]
    if unknown:
        raise CopyRefused(f"SQLite holds the table {sorted(unknown)[0]}, which this version does not know.")


def copy_in(cursor: Any, source: SqliteDatabase, table: str, columns: dict[str, str]) -> TableHash:
    sent = TableHash(columns)
    raw = cursor.connection.cursor()
    statement = copy_statement("COPY {} ({}) FROM STDIN", table, list(columns))
    with connection.wrap_database_errors, raw.copy(statement) as copy:
        for row in source.rows(table, columns):
            copy.write_row(row)
            sent.add(row)
    return sent


def set_sequence(cursor: Any, table: str, column: str, given: int) -> None:
    """Let counting go on behind the highest number that was ever given, also to rows that are gone."""
    highest = sql.SQL("SELECT coalesce(max({}), 0) FROM {}").format(sql.Identifier(column), sql.Identifier(table))
    cursor.execute(highest.as_string(cursor.connection))
    last = max(given, int(cursor.fetchone()[0]))
    names = [connection.ops.quote_name(table), column]
    cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s, %s)", [*names, max(last, 1), last > 0])


def read_back(cursor: Any, table: str, columns: dict[str, str]) -> TableHash:
    found = TableHash(columns)
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    with cursor.connection.cursor("moved") as rows:  # on the server: a table may be larger than the memory
        rows.execute(sql.SQL("SELECT {} FROM {}").format(names, sql.Identifier(table)))
        for row in rows:
            found.add(row)
    return found


def compare(table: str, sent: TableHash, found: TableHash) -> None:
    if (sent.count, sent.total) != (found.count, found.total):
        raise CopyRefused(
            f"{table} differs after the move: {sent.count} rows went, {found.count} came. Nothing was moved."
        )
