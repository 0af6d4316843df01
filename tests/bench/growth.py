"""`make bench`: what a visitor and the desk wait for as the site grows, by size, on the database under test."""

import json
import logging
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client
from wagtail.models import Page

from cluster_cms.promises.crawler import crawl
from contact.demo.sample_answers import phone_of
from contact.models import Inquiry
from contact.search.pagination import AFTER, NEWEST, page_parameter
from tests.bench.measuring import FULL, Point, in_turns, record, record_cost, row, seconds, several
from tests.bench.sites import OURS
from tests.infrastructure.template import PROJECT, Template

PAGES = (10, 1_000, 10_000)  # the first stands for the demo as it is, which has a few more
INQUIRIES = (1_000, 100_000, 1_000_000) if FULL else (1_000, 100_000)
EXPORTED, EXPORTS = 100_000, {"csv": 4.0, "xlsx": 7.0}  # inquiries; seconds
OLD = 7  # the number of one of the oldest
WORD = "/search/?q=試料"  # on all of the pages that fill the site
VISITED = {**OURS, "news": "/news/", "sitemap": "/sitemap/", "search, a word of all pages": WORD}
INBOX, SEARCH = "/admin/inquiries/", "/admin/inquiries/search/"
FURTHER = re.compile(rf'action="({SEARCH}[^"]+)" method="post"')
FILTERS = ("status=to-do", "only=overdue", "only=unread", "source=fax", "assignee=me", "ordering=due_on")
FILTERED = {query: f"{INBOX}?{query}" for query in (*FILTERS, "language=en&subject=careers")}


def plot(name: str, size: int, works: Mapping[str, Callable[[], object]]) -> dict[str, list[float]]:
    """Measure each work at a size, and record a point for it; return the seconds."""
    took = {line: several(work) for line, work in works.items()}
    for line, found in took.items():
        record(Point(name, line, size, statistics.median(found) * 1000))
    return took


def test_pages(committed_db: None, visitor: Client) -> None:
    logging.disable(logging.WARNING)
    for size in PAGES:
        call_command("load_demo", pages=size)
        works = {name: partial(visitor.get, address) for name, address in VISITED.items()}
        took = plot("a rendered page, by pages of the site", Page.objects.live().count(), works)
    record(row(f"search of a word on all of {size:,} pages", ms(took["search, a word of all pages"]), 100, unit="ms"))
    record(row(f"nightly crawl of {size:,} pages", [seconds(crawl)], 120, unit="s"))
    assert took


def ms(took: list[float]) -> list[float]:
    return [one * 1000 for one in took]


def deepest(client: Client) -> str:
    """Return the address of the last page: the one after the fiftieth from the end."""
    place = Inquiry.objects.not_spam().order_by("received_at", "-reference")[50:51].get()
    return f"{INBOX}?p={page_parameter(AFTER, NEWEST, place)}"


def search(client: Client, words: str, expected: int) -> None:
    """Search as the desk does, and further back as long as that is offered: one search ends at its limit of time."""
    page = client.post(SEARCH, {"words": words}, follow=True).text
    while not (found := len(re.findall(r'id="inquiry-', page))) and (further := FURTHER.search(page)):
        page = client.post(further[1], follow=True).text
    assert found == expected


def test_inquiries(
    committed_db: None, desk: Any, template: Template, visitor: Client, signed_in: Callable[[Any], Client]
) -> None:
    client = signed_in(desk)
    for size in INQUIRIES:
        call_command("load_demo", inquiries=size)
        works: dict[str, Callable[[], object]] = {
            "inbox": partial(client.get, INBOX),
            "inbox, deepest page": partial(client.get, deepest(client)),
            "search, nothing found": partial(search, client, "存在しない語", 0),
            "search, one of the oldest": partial(search, client, phone_of(OLD), 1),
            "dashboard": partial(client.get, "/admin/"),
            "/promises/": partial(visitor.get, "/promises/"),
        }
        took = plot("the desk, by inquiries", size, works)
        if size == EXPORTED:
            measure_exports(template)
    searches = took["search, nothing found"], took["search, one of the oldest"]
    record(row(f"desk search, {size:,} inquiries", ms(max(searches, key=statistics.median)), 50, unit="ms"))
    filters = {name: several(partial(client.get, address)) for name, address in FILTERED.items()}
    slowest = max(filters, key=lambda name: statistics.median(filters[name]))
    record(row(f"inbox, slowest filter, {size:,} inquiries", ms(filters[slowest]), 120, unit="ms", note=slowest))
    pair = in_turns(partial(seconds, works["inbox, deepest page"]), partial(seconds, works["inbox"]), 9)
    record_cost("inbox, deepest page : first", pair, 1.3)
    assert took


def measure_exports(template: Template) -> None:
    """Export everything, each time in a process of its own, so that its peak memory is known."""
    name = str(connection.settings_dict["NAME"])
    url = template.engine.url(name.removeprefix("cms_test_").removesuffix(".sqlite3").rpartition("/")[2])
    env = {**os.environ, "DATABASE_URL": url}
    for form, aim in EXPORTS.items():
        command = [sys.executable, "-m", "tests.bench.one_export", form]
        runs = [subprocess.run(command, cwd=PROJECT, env=env, check=True, stdout=subprocess.PIPE) for _ in range(3)]
        took, first, memory = zip(*(json.loads(run.stdout.splitlines()[-1])[:3] for run in runs), strict=True)
        note = f"first byte after {statistics.median(first):.1f} s"
        record(row(f"export of {EXPORTED:,} as {form}", took, aim, unit="s", note=note))
        record(row(f"memory of that export as {form}", memory, 150, unit="MiB"))
