"""Rows as the database driver gives them, for those who read 100,000 at once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast


def stored_rows(values: QuerySet[Any, tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the rows of a `values_list()`."""
    query, parameters = values.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()


def written(column: str) -> Cast:
    """Ask for a column as text: to make ids and times of 100,000 rows takes longer than to read them."""
    return Cast(column, CharField())


def row_ids(values: Iterable[str]) -> list[str]:
    """Return ids that came as text in the form to which encrypted values are bound: those of SQLite have no hyphens."""
    return [v if "-" in v else f"{v[:8]}-{v[8:12]}-{v[12:16]}-{v[16:20]}-{v[20:]}" for v in values]


def as_time(text: str) -> datetime:
    """Return a time that came as text, with its zone: SQLite holds it in UTC and does not say so."""
    return datetime.fromisoformat(text if "+" in text else f"{text}+00:00")
