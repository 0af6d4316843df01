"""Deletes, reads and inserts very many rows: short transactions, and little work for each of 100,000 rows."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast


def delete_in_batches(rows: QuerySet[Any], size: int) -> int:
    """Delete all rows of a query, at most `size` in one transaction; return how many these were.

    Of each batch the keys are read first: neither Django nor PostgreSQL deletes a slice (`DELETE ... LIMIT`).
    """

    def delete_batch() -> int:
        keys = list(rows.values_list("pk", flat=True)[:size])
        rows.model._default_manager.filter(pk__in=keys).delete()
        return len(keys)

    return run_in_batches(delete_batch)


def run_in_batches(batch: Callable[[], int]) -> int:
    """Call `batch` in a transaction of its own until it returns 0; return the sum.

    `batch` takes the first rows of what is left and returns how many of them are done. It may erase with a journal and
    write audit entries: a batch that fails is rolled back whole, and those before it stay.
    """
    total = 0
    while done := transaction.atomic(batch)():
        total += done
    return total


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Insert unsaved records of one model as `bulk_create` does, by one short statement that is prepared once.

    Django's own writes every value of a batch into one long statement, which takes twice as long. No key is given back:
    for models whose keys are known before.
    """
    if not rows:
        return
    model, database = type(rows[0]), connections[DEFAULT_DB_ALIAS]
    fields = [field for field in model._meta.local_concrete_fields if not isinstance(field, models.AutoField)]
    names = ", ".join(database.ops.quote_name(str(field.column)) for field in fields)
    places = ", ".join("%s" for _field in fields)
    values = [[field.get_db_prep_save(field.pre_save(row, True), database) for field in fields] for row in rows]
    with database.cursor() as cursor:
        table = database.ops.quote_name(model._meta.db_table)
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", values)  # noqa: S608 names of ours


def lift_time_limit() -> None:
    """Let the statements of this transaction take as long as they need, in a web process as well (settings.stores)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")


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
