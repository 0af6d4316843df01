"""Deletes many rows in short transactions, so that no request waits long for a lock that a job holds."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet


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
