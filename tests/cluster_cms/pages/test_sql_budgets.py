"""How often each kind of public page asks the database: exactly so often, however many pages there are."""

from typing import Any

import pytest
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from wagtail.models import Page

from cluster_cms.middleware.page_cache import PageCache
from tests.cluster_cms.middleware.test_page_cache import get

# What all pages share is known by then; the aim for the first page was at most 12.
BUDGETS = {
    "/": 8,
    "/en/": 8,
    "/privacy-policy/": 5,
    "/contact-us/": 4,
    "/news/": 4,
    "/sitemap/": 8,
    "/search/?q=個人情報": 13,
    "/promises/": 19,
}
KEPT = [address for address in BUDGETS if "?" not in address and address != "/promises/"]
MORE = 30  # pages


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.django_db
def test_each_page_asks_exactly_so_often(visitor: Client) -> None:
    assert {address: queries(visitor, address) for address in BUDGETS} == BUDGETS


@pytest.mark.django_db
def test_no_page_asks_more_often_where_there_are_more_pages(visitor: Client) -> None:
    call_command("load_demo", pages=Page.objects.count() + MORE)
    addresses = [address for address in BUDGETS if "?" not in address]
    assert {address: queries(visitor, address) for address in addresses} == {
        address: BUDGETS[address] for address in addresses
    }


@pytest.mark.django_db
@pytest.mark.parametrize("address", KEPT)
def test_a_kept_page_asks_nothing(address: str, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    cache: Any = PageCache(get_wsgi_application())
    first = get(cache, address)
    with CaptureQueriesContext(connection) as asked:
        assert get(cache, address) == first
    assert len(asked) == 0
