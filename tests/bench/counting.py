"""`pytest tests/bench/counting.py -s`: what counting adds to a page that is given out of the cache.

Two ratios, each from requests that take turns: over HTTP with the server of production, where a request whose header
says that it is counted already passes the counter by, and inside the process, with and without the counter.
"""

import contextlib
import http.client
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.wsgi import get_wsgi_application

from cluster_cms.middleware.page_cache import PageCache
from cluster_cms.statistics.view_counter import CountingApplication, ViewCounter
from tests.faults.serving import served

ROUNDS, PORTION = 60, 100  # ratios, each of so many requests of either kind
PERSON = {
    "User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/139.0.0.0 Safari/537.36",
    "Referer": "https://www.example.co.jp/",
}


def seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    for _request in range(PORTION):
        act()
    return time.perf_counter() - began


def report(name: str, counted: Callable[[], object], plain: Callable[[], object]) -> float:
    """Print and return the median ratio of counted to plain requests, with its quartiles."""
    pairs = [
        (seconds(counted), seconds(plain)) if number % 2 else (seconds(plain), seconds(counted))[::-1]
        for number in range(ROUNDS)
    ]
    low, middle, high = statistics.quantiles([with_it / without for with_it, without in pairs], n=4)
    micro = statistics.median(without for _with_it, without in pairs) / PORTION * 1e6
    added = statistics.median(with_it - without for with_it, without in pairs) / PORTION * 1e6
    print(f"\n{name}: {middle:.3f} ({low:.3f} to {high:.3f}), a page {micro:.0f} µs, counting {added:.1f} µs")
    return middle


def test_over_http(committed_db: None, tmp_path: Path) -> None:
    with (
        served(tmp_path, "--workers", "1", "--keep-alive", "60") as server,
        contextlib.closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)) as connection,
    ):

        def get(**more: str) -> None:
            connection.request("GET", "/", headers=PERSON | more)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200

        counted_already = {"X-Views-Counted": "here"}
        get()
        assert report("over HTTP", get, lambda: get(**counted_already)) < 1.05


def test_inside_the_process(committed_db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    cache, counter = PageCache(get_wsgi_application()), ViewCounter()
    counting = CountingApplication(cache, counter.add)

    def ask(application: Any) -> None:
        environ: dict[str, Any] = {"PATH_INFO": "/", "HTTP_REFERER": PERSON["Referer"]}
        environ |= {"HTTP_USER_AGENT": PERSON["User-Agent"]}
        setup_testing_defaults(environ)
        assert application(environ, lambda *answer: None)

    ask(counting)
    report("inside the process", lambda: ask(counting), lambda: ask(cache))
    assert sum(counter.take().values()) == ROUNDS * PORTION + 1
