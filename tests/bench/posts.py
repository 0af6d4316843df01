"""`make bench`: posts of our form against a stock Wagtail form page, in one run, on the database under test.

Both run under the same server (two processes of four threads) with the same options of the database. What counts is
the request that stores: our "send", which is encrypted, audited and puts two mails into the outbox, and the stock
page's POST, which stores JSON and hands one mail to a backend that drops it. Rounds alternate; ratios are medians.
"""

import contextlib
import http.client
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contact.inquiries.draft import Draft, load_draft
from contact.pages import ContactPage
from tests.contact.visit import WRITTEN, Visit
from tests.faults.clients import ADDRESS, HEADERS, Visitor, another
from tests.faults.serving import Server, served
from tests.infrastructure.template import PROJECT, Template

ROUNDS, POSTS, THREADS = 7, 48, 4
STOCK = {"DJANGO_SETTINGS_MODULE": "tests.bench.stock.settings"}
STOCK_ADDRESS = "/contact/"
MAKE_STOCK = "from tests.bench.stock.making import make; make()"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass
class Round:
    """One round of one side: posts a second, and seconds of processor time for a post."""

    rate: float
    cpu: float


def post(port: int, address: str, body: dict[str, str], headers: dict[str, str]) -> int:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("POST", address, urlencode(body), headers)
    response = line.getresponse()
    response.read()
    line.close()
    return response.status


def timed(server: Server, address: str, bodies: list[dict[str, str]], headers: dict[str, str], wanted: int) -> Round:
    """Post all bodies from THREADS clients and return what it took; every answer must be the wanted one."""
    work, wrong = iter(bodies), []
    lock = threading.Lock()

    def client() -> None:
        while True:
            with lock:
                body = next(work, None)
            if body is None:
                return
            if (status := post(server.port, address, body, headers)) != wanted:
                wrong.append(status)

    threads = [threading.Thread(target=client) for _ in range(THREADS)]
    cpu, began = server.cpu_seconds(), time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - began
    assert not wrong, wrong
    return Round(len(bodies) / took, (server.cpu_seconds() - cpu) / len(bodies))


def our_round(server: Server, first: Draft) -> Round:
    bodies = [{"draft": another(first), "step": "send"} for _ in range(POSTS)]
    return timed(server, ADDRESS, bodies, HEADERS, 303)


def stock_round(server: Server, numbers: Iterator[int]) -> Round:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)) as line:
        line.request("GET", STOCK_ADDRESS)
        response = line.getresponse()
        found = TOKEN.search(response.read().decode())
        cookie = response.headers["Set-Cookie"].partition(";")[0]
    assert found
    headers = {"Content-Type": HEADERS["Content-Type"], "Cookie": cookie}
    common = {**WRITTEN, "csrfmiddlewaretoken": found[1]}
    bodies = [{**common, "message": f"{next(numbers)} {WRITTEN['message']}"} for _ in range(POSTS)]
    return timed(server, STOCK_ADDRESS, bodies, headers, 200)


@pytest.fixture
def stock_database(template: Template) -> Iterator[str]:
    """The address of an empty database for the stock site."""
    name = f"stock_{os.getpid()}"
    template.engine.create(name)
    yield template.engine.url(name)
    template.engine.drop(name)


def test_posts(
    committed_db: None, contact_page: ContactPage, stock_database: str, tmp_path: Path, visitor: Client
) -> None:
    env = {**os.environ, **STOCK, "DATABASE_URL": stock_database}
    subprocess.run([sys.executable, "-m", "django", "shell", "-c", MAKE_STOCK], cwd=PROJECT, env=env, check=True)
    numbers = iter(range(1_000_000))
    ours, stock = [], []
    with (
        served(tmp_path) as our_server,
        served(tmp_path, "tests.bench.stock.wsgi:application", **STOCK, DATABASE_URL=stock_database) as stock_server,
    ):
        first = load_draft(Visitor(our_server.port, contact_page.pk, "").draft("試料"), page_id=contact_page.pk)
        for number in range(ROUNDS + 1):
            pair = our_round(our_server, first), stock_round(stock_server, numbers)
            if number:  # the first round warms both up
                ours.append(pair[0])
                stock.append(pair[1])
    report(ours, stock)
    queries(Visit(visitor, ADDRESS))
    assert len(ours) == ROUNDS


def report(ours: list[Round], stock: list[Round]) -> None:
    ratios = [mine.rate / theirs.rate for mine, theirs in zip(ours, stock, strict=True)]
    print(f"\n{connection.vendor}: {ROUNDS} rounds of {POSTS} posts from {THREADS} clients, medians")
    for name, rounds in (("ours, send", ours), ("stock Wagtail form", stock)):
        rate, cpu = (statistics.median(getattr(one, part) for one in rounds) for part in ("rate", "cpu"))
        print(f"  {name:<20} {rate:7.1f} posts/s {cpu * 1000:7.1f} ms CPU a post")
    print(f"  ratio of the rates   {statistics.median(ratios):7.2f} ({min(ratios):.2f} to {max(ratios):.2f})")


def queries(visit: Visit) -> None:
    with CaptureQueriesContext(connection) as confirm:
        draft = visit.draft()
    with CaptureQueriesContext(connection) as send:
        visit.send(draft)
    print(f"  queries: form and confirm {len(confirm)}, send {len(send)}")
