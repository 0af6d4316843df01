"""Reads many rows as the database driver returns them: making models of 100,000 rows takes longer than reading them."""

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
    """Return a column as text, so that the driver makes no UUID or datetime of it."""
    return Cast(column, CharField())


def row_ids(values: Iterable[str]) -> list[str]:
    """Return UUIDs that were read as text in the form with hyphens, which SQLite does not store."""
    return [v if "-" in v else f"{v[:8]}-{v[8:12]}-{v[12:16]}-{v[16:20]}-{v[20:]}" for v in values]


def as_time(text: str) -> datetime:
    """Return a time that was read as text, aware; SQLite stores it in UTC without saying so."""
    return datetime.fromisoformat(text if "+" in text else f"{text}+00:00")
