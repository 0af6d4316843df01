"""Rows as the driver of the database gives them, for those who read 100,000 at once.

Django calls its converters for every cell, which takes as long as the query; here a caller converts what it needs.
Times and days are Python's own; a time of SQLite has no zone, and an id of it is a text.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet


def stored_rows(values: QuerySet[Any, tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the rows of a `values_list()`."""
    query, parameters = values.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()


def as_uuid(value: UUID | str) -> UUID:
    return UUID(value) if isinstance(value, str) else value


def row_ids(values: Iterable[str]) -> list[str]:
    """Return ids that came as text in the form to which encrypted values are bound: those of SQLite have no hyphens."""
    return [v if "-" in v else f"{v[:8]}-{v[8:12]}-{v[12:16]}-{v[16:20]}-{v[20:]}" for v in values]


def as_time(value: datetime) -> datetime:
    """Return a time that knows its zone; SQLite holds it in UTC."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)
