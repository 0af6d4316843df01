"""/healthz and /readyz: what operators ask, without details for strangers."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from pytest_django import Settings


@pytest.fixture(params=[OperationalError, InterfaceError])
def away(database: None, request: pytest.FixtureRequest) -> Iterator[None]:
    """The database answers no query."""

    def refuse(execute: Any, *args: Any) -> Any:
        raise request.param("password=secret")

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_a_site_that_runs_says_ok(visitor: Client, address: str) -> None:
    response = visitor.get(address)
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response.headers["Cache-Control"]


def test_the_process_is_well_without_database(visitor: Client, away: None) -> None:
    assert visitor.get("/healthz").status_code == 200


def test_a_site_without_database_is_not_ready_and_says_no_more(visitor: Client, away: None) -> None:
    response = visitor.get("/readyz")
    assert (response.status_code, response.content) == (503, b"not ready\n")


def test_a_site_with_a_migration_to_come_is_not_ready(visitor: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'cluster_cms' AND name > '0002'")
    assert visitor.get("/readyz").status_code == 503


@pytest.mark.parametrize("address, status", [("/healthz", 200), ("/readyz", 200), ("/", 301)])
def test_probes_are_asked_without_tls_and_nothing_else_is(
    visitor: Client, settings: Settings, address: str, status: int
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert visitor.get(address).status_code == status
