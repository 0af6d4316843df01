"""`make bench`: what a public page costs the server, beside a file, a bare hello and a stock Wagtail site.

What is compared is the processor time of the server's processes for a request, so that neither the client nor what
else the machine does counts; a database of its own process is not in it. A rate is the inverse of it.
"""

import contextlib
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from cluster_cms.middleware import page_cache
from tests.bench.measuring import Measure, NotRun, in_turns, record, record_cost, record_rate
from tests.bench.sites import OURS, STOCK, line_to, secure_line_to, stock_site
from tests.faults.front import nginx_before
from tests.faults.serving import Server, children, cpu_seconds, served
from tests.infrastructure.template import Template

ONE = ("--workers", "1", "--keep-alive", "60")
ROUNDS = 15
PORTION, SLOW_PORTION = 200, 10  # requests a round, of those that are quick and those that are not
AIMS = {"home": 2.5, "policy": 1.8, "form": 1.5}
PERSON = {
    "User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/139.0.0.0 Safari/537.36",
    "Referer": "https://www.example.co.jp/",
}
COPY = "location /copy/ { alias ${CACHE}/copy/; default_type text/html; }"


def cost(processes: Callable[[], list[int]], ask: Callable[[], object], portion: int) -> Measure:
    """Return a measure: the processor seconds that some processes take for a request."""

    def measure() -> float:
        began = cpu_seconds(processes())
        for _request in range(portion):
            ask()
        return (cpu_seconds(processes()) - began) / portion

    return measure


def cost_of(server: Server, ask: Callable[[], object], portion: int = PORTION) -> Measure:
    return cost(server.workers, ask, portion)


def test_kept_pages(committed_db: None, tmp_path: Path) -> None:
    with contextlib.ExitStack() as stack:
        ours = stack.enter_context(served(tmp_path, *ONE))
        bare = stack.enter_context(served(tmp_path, *ONE, "tests.bench.hello:application"))
        ask, ask_bare = stack.enter_context(line_to(ours)), stack.enter_context(line_to(bare))
        hello = cost_of(bare, partial(ask_bare, "/"))
        etag = str(ask("/")[0]["ETag"])
        page = cost_of(ours, partial(ask, "/"))
        record_rate("kept page : bare hello", in_turns(page, hello, ROUNDS), 0.5)
        same = cost_of(ours, partial(ask, "/", 304, **{"If-None-Match": etag}))
        record_rate("answered 304 : bare hello", in_turns(same, hello, ROUNDS), 0.6)
        counted = cost_of(ours, partial(ask, "/", **PERSON))
        passed_by = cost_of(ours, partial(ask, "/", **PERSON, **{"X-Views-Counted": "here"}))
        record_cost("kept page, counted : not counted", in_turns(counted, passed_by, ROUNDS * 2), 1.05)
    assert not page_cache.PARAMETERS.fullmatch("uncached")


def test_rendered_pages(committed_db: None, template: Template, tmp_path: Path) -> None:
    with contextlib.ExitStack() as stack:
        site = stack.enter_context(stock_site(template, tmp_path))
        ours, stock = stack.enter_context(served(tmp_path, *ONE)), stack.enter_context(site.served(tmp_path, *ONE))
        ask, ask_stock = stack.enter_context(line_to(ours)), stack.enter_context(line_to(stock))
        for name, aim in AIMS.items():
            mine = cost_of(ours, partial(ask, f"{OURS[name]}?uncached=1"), SLOW_PORTION)  # no parameter of the cache
            theirs = cost_of(stock, partial(ask_stock, STOCK[name]), SLOW_PORTION)
            record_cost(f"rendered {name} : stock", in_turns(mine, theirs, ROUNDS), aim)
    assert OURS.keys() == AIMS.keys()


def test_through_nginx(committed_db: None, tmp_path: Path) -> None:
    name = "page through nginx : same file"
    if not shutil.which("nginx"):
        record(NotRun(name, "apt install nginx-light"))
        pytest.skip("nginx is not installed")
    with served(tmp_path) as server, nginx_before(server, COPY) as front, secure_line_to(front) as ask:
        copy = front.folder / "copy" / "home.html"
        copy.parent.mkdir()
        copy.write_text(front.ask("/")[1], encoding="utf-8")
        copy.parent.chmod(0o755)  # another account of the system has to reach it
        copy.chmod(0o644)
        nginx = partial(children, front.process)
        page, file = (cost(nginx, partial(ask, address), PORTION // 2) for address in ("/", "/copy/home.html"))
        record_rate(name, in_turns(page, file, ROUNDS), 0.9)
    assert shutil.which("nginx")
