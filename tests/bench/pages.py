"""`make bench`: SQL queries, time and bytes of every kind of public page. Times are for comparison on one machine."""

import logging
import statistics
import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.bench.addresses import addresses

ROUNDS = 9


def median_milliseconds(client: Client, address: str) -> float:
    def once() -> float:
        began = time.perf_counter()
        client.get(address)
        return (time.perf_counter() - began) * 1000

    return statistics.median(once() for _ in range(ROUNDS))


@pytest.mark.django_db
def test_pages(client: Client, language: str) -> None:
    logging.getLogger("django.request").setLevel(logging.ERROR)  # one page is meant to be missing
    print(f"\n{'SQL':>4} {'ms':>7} {'bytes':>7}  {connection.vendor}")
    for address in addresses(language):
        client.get(address)  # templates are compiled, addresses known
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(address)
            count = len(queries)
        took = median_milliseconds(client, address)
        print(f"{count:>4} {took:>7.1f} {len(response.content):>7}  {address}")
        assert response.status_code in (200, 404)
