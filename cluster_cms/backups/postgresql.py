"""Backup and restore of a PostgreSQL database: COPY of every table in one snapshot, without pg_dump.

Format: for each table a piece of JSON (name, columns), then pieces of COPY text, then an empty piece; at the end a
piece of JSON with the sequences. Each piece follows its length in 4 bytes. The migrations make the tables.
"""

import json
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql

from cluster_cms.backups.manifest import Manifest, targets
from cluster_cms.backups.sealing import CopyRefused, unsealed
from cluster_cms.security.append_only import EMPTYING, guarded_tables

UNFINISHED = "unfinished_restore"  # a table that exists until a restore is finished
COLUMNS = """
    SELECT attname FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum"""
# Each column with a sequence: pg_depend names them as owned (a) or internal (i, identity).
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
        """Within the block, this connection reads the database as of one moment."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield

    def pieces(self, rows: dict[str, int]) -> Iterator[bytes]:
        """Yield all rows and the sequences, and store the number of rows of each table in `rows`."""
        with connection.cursor() as cursor:
            for table in tables(cursor):
                rows[table] = yield from copy_out(cursor, table)
            yield json_piece({"sequences": sequences(cursor)})


def tables(cursor: Any) -> list[str]:
    return [table for table in sorted(connection.introspection.table_names(cursor)) if table != UNFINISHED]


def copy_out(cursor: Any, table: str) -> Generator[bytes, None, int]:
    """Yield the pieces of a table; return the number of its rows."""
    cursor.execute(COLUMNS, [connection.ops.quote_name(table)])
    columns = [name for (name,) in cursor.fetchall()]
    yield json_piece({"table": table, "columns": columns})
    raw = cursor.connection.cursor()
    with raw.copy(copy_statement("COPY {} ({}) TO STDOUT", table, columns)) as copy:
        for piece in copy:
            yield as_piece(bytes(piece))
    yield as_piece(b"")
    return int(raw.rowcount)


def copy_statement(statement: str, table: str, columns: list[str]) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns)))


def sequences(cursor: Any) -> list[list[Any]]:
    """Return table, column, last value and whether it was used, for every column with a sequence."""
    cursor.execute(SEQUENCES)
    found = []
    for table, column, schema, name in cursor.fetchall():
        query = sql.SQL("SELECT last_value, is_called FROM {}").format(sql.Identifier(schema, name))
        found.append([table, column, *cursor.connection.execute(query).fetchone()])
    return found


def json_piece(content: dict[str, Any]) -> bytes:
    return as_piece(json.dumps(content).encode())


def as_piece(content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + content


def read_piece(plain: IO[bytes]) -> bytes:
    return plain.read(int.from_bytes(plain.read(4), "big"))


class PostgresTarget:
    """The site's database, in which the table `unfinished_restore` exists until the restore is finished."""

    def require_empty(self) -> None:
        found = connection.introspection.table_names()
        if found and UNFINISHED not in found:
            raise CopyRefused("The database is not empty: a copy is restored into a new, empty one only.")

    @contextmanager
    def filling(self, sealed: Path, manifest: Manifest) -> Iterator[None]:
        """Create the tables of the copied database and fill them; the block then completes the restore."""
        self.make_tables(manifest)
        with unsealed(sealed) as plain:
            load(plain, manifest)
        yield

    def make_tables(self, manifest: Manifest) -> None:
        """Create the tables that the copied database had, in a database that is empty but for a mark."""
        self.clear()
        migrate_as_far_as(set(targets(manifest)))

    def clear(self) -> None:
        """Drop what an interrupted restore has left, and mark the restore as unfinished."""
        with transaction.atomic(), connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")
            cursor.execute(f"CREATE TABLE {UNFINISHED} (began timestamptz DEFAULT now())")

    def finish(self) -> None:
        """Mark the restore as finished, in the caller's transaction."""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {UNFINISHED}")


def migrate_as_far_as(seen: set[tuple[str, str]]) -> None:
    """Run the migrations of the copied database: up to the last one of each app."""
    executor = MigrationExecutor(connection)
    nodes = executor.loader.graph.node_map
    known = {target for target in seen if target in nodes}  # one that was squashed since is no node of its own
    followed = {parent.key for target in known for parent in nodes[target].parents if parent.key[0] == target[0]}
    executor.migrate(sorted(known - followed))


@transaction.atomic
def load(plain: IO[bytes], manifest: Manifest) -> None:
    """Replace the rows that the migrations have made by those of the copy. Raises CopyRefused if some are missing."""
    with connection.cursor() as cursor:
        empty(cursor, tables(cursor))
        while table := (head := json.loads(read_piece(plain))).get("table"):
            copied = copy_in(cursor, table, head["columns"], plain)
            if copied != manifest.rows[table]:
                raise CopyRefused(f"{table} got {copied} rows instead of {manifest.rows[table]}.")
        for table, column, value, called in head["sequences"]:
            name = connection.ops.quote_name(table)
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s, %s)", [name, column, value, called])


def empty(cursor: Any, emptied: Iterable[str]) -> None:
    """Empty the tables of a fresh database, whose only rows the migrations made, also those that are append-only."""
    guarded = list(map(connection.ops.quote_name, guarded_tables()))
    for table in guarded:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {EMPTYING}")
    cursor.execute(f"TRUNCATE {', '.join(map(connection.ops.quote_name, emptied))}")
    for table in guarded:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {EMPTYING}")


def copy_in(cursor: Any, table: str, columns: list[str], plain: IO[bytes]) -> int:
    raw = cursor.connection.cursor()
    with raw.copy(copy_statement("COPY {} ({}) FROM STDIN", table, columns)) as copy:
        while piece := read_piece(plain):
            copy.write(piece)
    return int(raw.rowcount)


def unfinished() -> bool:
    return connection.vendor == "postgresql" and UNFINISHED in connection.introspection.table_names()
