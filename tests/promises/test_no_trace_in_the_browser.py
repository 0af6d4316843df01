"""Item 5 in a real browser: every public address in both languages, with scripts, and nothing stays behind."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests.promises.crawler import Crawl

pytestmark = pytest.mark.browser
LEFT_BEHIND = """async () => ({
    cookie: document.cookie,
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
FILE = re.compile(r"/documents/(\d+/|.+/(file|latest)/$)")
NOTHING = {"cookie": "", "local": 0, "session": 0, "databases": 0, "caches": 0, "workers": 0}


def is_page(address: str) -> bool:
    """Leave out files, and the many addresses that are one page under another question."""
    return address.endswith("/") and not address.startswith(("/static/", "/media/")) and not FILE.search(address)


def test_no_address_leaves_anything_in_the_browser(browser_page: Page) -> None:
    addresses = sorted(filter(is_page, Crawl(Client()).visit_all("/", "/en/", "/no/such/page/").seen))
    for address in addresses:
        browser_page.goto(address, wait_until="load")
    assert browser_page.evaluate(LEFT_BEHIND) == NOTHING
    assert browser_page.context.cookies() == []
    assert len(addresses) > 50  # requests to other hosts and cookies of single answers: the guard of every browser test
