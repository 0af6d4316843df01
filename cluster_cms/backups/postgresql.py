"""The PostgreSQL database as rows: COPY of every table in one snapshot. Needs no program of the server's version.

Stored form: for each table a line of JSON (name, columns), then pieces of COPY text, each after its length in 4 bytes,
until a length of 0; at the end a line with the sequences. Tables themselves are made by the migrations.
"""

import json
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql

from cluster_cms.backups.manifest import Manifest, targets
from cluster_cms.backups.sealing import CopyRefused, unsealed

UNFINISHED = "unfinished_restore"  # a table that stands while a restore is under way
COLUMNS = """
    SELECT attname FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum"""
# Each column that counts by itself, with its sequence: pg_depend knows them as owned (a) or internal (i, identity).
SEQUENCES = """
    SELECT t.relname, a.attname, n.nspname, s.relname
    FROM pg_depend d
    JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
    JOIN pg_namespace n ON n.oid = s.relnamespace
    JOIN pg_class t ON t.oid = d.refobjid
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
    WHERE d.deptype IN ('a', 'i') AND n.nspname = current_schema() ORDER BY 1, 2"""


class PostgresSource:
    """Reads every table as it was at one moment."""

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Within the block, everything read is of one moment, whatever others write."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield

    def pieces(self, rows: dict[str, int]) -> Iterator[bytes]:
        """Yield all rows and the sequences; tell the number of rows of each table."""
        with connection.cursor() as cursor:
            for table in tables(cursor):
                rows[table] = yield from copy_out(cursor, table)
            yield line_of({"sequences": sequences(cursor)})


def tables(cursor: Any) -> list[str]:
    return [table for table in sorted(connection.introspection.table_names(cursor)) if table != UNFINISHED]


def copy_out(cursor: Any, table: str) -> Generator[bytes, None, int]:
    """Yield a table; return the number of its rows."""
    cursor.execute(COLUMNS, [connection.ops.quote_name(table)])
    columns = [name for (name,) in cursor.fetchall()]
    yield line_of({"table": table, "columns": columns})
    raw = cursor.connection.cursor()
    with raw.copy(copy_statement("COPY {} ({}) TO STDOUT", table, columns)) as copy:
        for piece in copy:
            yield len(piece).to_bytes(4, "big") + bytes(piece)
    yield bytes(4)
    return int(raw.rowcount)


def copy_statement(statement: str, table: str, columns: list[str]) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns)))


def sequences(cursor: Any) -> list[list[Any]]:
    """Return table, column, last value and whether it has been used, for every column that counts by itself."""
    cursor.execute(SEQUENCES)
    found = []
    for table, column, schema, name in cursor.fetchall():
        query = sql.SQL("SELECT last_value, is_called FROM {}").format(sql.Identifier(schema, name))
        found.append([table, column, *cursor.connection.execute(query).fetchone()])
    return found


def line_of(content: dict[str, Any]) -> bytes:
    line = json.dumps(content).encode()
    return len(line).to_bytes(4, "big") + line


def read_piece(plain: IO[bytes]) -> bytes:
    return plain.read(int.from_bytes(plain.read(4), "big"))


class PostgresTarget:
    """A database in which a table of its own says, until the end, that the restore is not finished."""

    def require_empty(self) -> None:
        found = connection.introspection.table_names()
        if found and UNFINISHED not in found:
            raise CopyRefused("The database is not empty: a copy is restored into a new, empty one only.")

    @contextmanager
    def filling(self, sealed: Path, manifest: Manifest) -> Iterator[None]:
        """Make the tables as the copied database had them, and fill them."""
        self.make_tables(manifest)
        with unsealed(sealed) as plain:
            load(plain, manifest)
        yield

    def make_tables(self, manifest: Manifest) -> None:
        """Begin anew: drop what an interrupted restore has left, note that one is under way, migrate."""
        with transaction.atomic(), connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")
            cursor.execute(f"CREATE TABLE {UNFINISHED} (began timestamptz DEFAULT now())")
        migrate_as_far_as(set(targets(manifest)))

    def finish(self) -> None:
        """Say, in the caller's transaction, that the restore is finished."""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {UNFINISHED}")


def migrate_as_far_as(seen: set[tuple[str, str]]) -> None:
    """Run exactly the migrations that the copied database had seen: up to the last one of each app."""
    executor = MigrationExecutor(connection)
    nodes = executor.loader.graph.node_map
    known = {target for target in seen if target in nodes}  # one that was squashed since is no node of its own
    followed = {parent.key for target in known for parent in nodes[target].parents if parent.key[0] == target[0]}
    executor.migrate(sorted(known - followed))


@transaction.atomic
def load(plain: IO[bytes], manifest: Manifest) -> None:
    """Replace what the migrations have put into the tables by the rows of the copy."""
    with connection.cursor() as cursor:
        names = sql.SQL(", ").join(map(sql.Identifier, tables(cursor)))
        cursor.execute(sql.SQL("TRUNCATE {}").format(names).as_string(cursor.connection))
        while "table" in (line := json.loads(read_piece(plain))):
            copied = copy_in(cursor, line["table"], line["columns"], plain)
            if copied != manifest.rows[line["table"]]:
                raise CopyRefused(f"{line['table']} got {copied} rows instead of {manifest.rows[line['table']]}.")
        for table, column, value, called in line["sequences"]:
            name = connection.ops.quote_name(table)
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s, %s)", [name, column, value, called])


def copy_in(cursor: Any, table: str, columns: list[str], plain: IO[bytes]) -> int:
    raw = cursor.connection.cursor()
    with raw.copy(copy_statement("COPY {} ({}) FROM STDIN", table, columns)) as copy:
        while piece := read_piece(plain):
            copy.write(piece)
    return int(raw.rowcount)


def unfinished() -> bool:
    return connection.vendor == "postgresql" and UNFINISHED in connection.introspection.table_names()
