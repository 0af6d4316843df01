"""Reads an SQLite database of the site as PostgreSQL would hold it: values by the type of the column there."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, time
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from cluster_cms.backups.sealing import CopyRefused
from cluster_cms.security.pair_hashes import from_bytes

# By the name that format_type gives. SQLite has numbers, texts and bytes; Django writes times in UTC without a zone.
CONVERT: Mapping[str, Callable[[Any], Any]] = {
    "timestamp with time zone": lambda value: datetime.fromisoformat(value).replace(tzinfo=UTC),
    "date": date.fromisoformat,
    "time without time zone": time.fromisoformat,
    "boolean": bool,
    "uuid": UUID,
    "numeric": lambda value: Decimal(str(value)),
    "bytea": bytes,
    "smallint[]": from_bytes,
}


class SqliteDatabase:
    """A database file, read as of one moment."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    def names(self, query: str) -> list[str]:
        return [name for (name,) in self._raw.execute(query)]

    def tables(self) -> set[str]:
        return set(self.names("SELECT name FROM sqlite_master WHERE type = 'table'"))

    def columns(self, table: str) -> set[str]:
        return {row[1] for row in self._raw.execute(f"PRAGMA table_info({quoted(table)})")}

    def migrations(self) -> set[tuple[str, str]]:
        return set(self._raw.execute("SELECT app, name FROM django_migrations"))

    def highest(self, table: str) -> int:
        """Return the highest number that the table has ever given to a row; 0 before the first."""
        query = "SELECT seq FROM sqlite_sequence WHERE name = ?"
        return int((self._raw.execute(query, [table]).fetchone() or (0,))[0])

    def rows(self, table: str, types: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a table, with the columns in the order of `types`, {column: type in PostgreSQL}."""
        query = " ".join(("SELECT", ", ".join(map(quoted, types)), "FROM", quoted(table)))
        for row in self._raw.execute(query):
            yield tuple(converted(table, *one) for one in zip(types, types.values(), row, strict=True))


def converted(table: str, column: str, kind: str, value: Any) -> Any:
    """Return a value for a column of a type. Raises CopyRefused, without the value, where PostgreSQL has none."""
    try:
        result = value if value is None or kind not in CONVERT else CONVERT[kind](value)
    except (ValueError, TypeError, ArithmeticError) as error:
        raise CopyRefused(f"A value of {table}, column {column}, is no {kind}. Nothing was moved.") from error
    if isinstance(result, str) and "\0" in result:
        raise CopyRefused(f"A text of {table}, column {column}, holds a NUL character. Nothing was moved.")
    return result


def quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', '""'))


@contextmanager
def opened(file: Path) -> Iterator[SqliteDatabase]:
    """Open a database file for reading. Raises CopyRefused when it is none of ours."""
    if not file.is_file():
        raise CopyRefused(f"There is no file {file}.")
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)) as raw:
        found = SqliteDatabase(raw)
        try:
            raw.execute("BEGIN")
            ours = "django_migrations" in found.tables()
        except sqlite3.DatabaseError as error:
            raise CopyRefused(f"{file} is no SQLite database that can be read: {error}.") from error
        if not ours:
            raise CopyRefused(f"{file} is no database of this site.")
        yield found


class TableHash:
    """Count and hash of a table, the same in any order of its rows: the sum of the SHA-256 of each."""

    def __init__(self, types: Mapping[str, str]) -> None:
        self._types = list(types.values())
        self.count = self.total = 0

    def add(self, row: tuple[Any, ...]) -> None:
        line = json.dumps([plain(value, kind) for value, kind in zip(row, self._types, strict=True)])
        self.total = (self.total + int.from_bytes(sha256(line.encode()).digest())) % 2**256
        self.count += 1


def plain(value: Any, kind: str) -> Any:
    """Return a value as both databases give it, in JSON's own types."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if kind == "jsonb":
        return json.dumps(json.loads(value) if isinstance(value, str) else value, sort_keys=True)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    return str(value.normalize() if isinstance(value, Decimal) else value)
