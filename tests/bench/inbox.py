"""`make bench`: the inbox and a search over 100,000 inquiries, as the desk sees them, on the database under test."""

import os
import re
import statistics
import time
from collections.abc import Callable
from functools import partial
from html import unescape
from typing import Any, NamedTuple

from django.core.management import call_command
from django.db import connection
from django.test import Client

from contact.demo.sample_answers import phone_of
from contact.models import Inquiry
from contact.search.pagination import AFTER, NEWEST, page_parameter

COUNT = int(os.environ.get("BENCH_COUNT", 100_000))
OLD = 7  # the number of one of the oldest
ROUNDS = 9
INBOX, SEARCH = "/admin/inquiries/", "/admin/inquiries/search/"
# Aims: 150 ms for a page, the deepest at most 1.5 times the first, 2 s for a search. A slow machine passes these.
PAGE_AT_MOST, RATIO_AT_MOST, SEARCH_AT_MOST = 1.5, 3.0, 20.0  # seconds, ratio, seconds


class Took(NamedTuple):
    """Seconds on the clock, and those of them in which this process had a core."""

    wall: float
    cpu: float


def median(work: Callable[[], object], rounds: int = ROUNDS) -> Took:
    """Return the median time of some work, after one time that does not count."""

    def once() -> Took:
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        return Took(time.perf_counter() - wall, time.process_time() - cpu)

    once()
    return Took(*(statistics.median(column) for column in zip(*(once() for _ in range(rounds)), strict=True)))


def deepest(client: Client) -> str:
    """Return the address of the last page: the one after the fiftieth from the end."""
    place = Inquiry.objects.not_spam().order_by("received_at", "-reference")[50:51].get()
    address = f"{INBOX}?p={page_parameter(AFTER, NEWEST, place)}"
    assert 'rel="next"' not in unescape(client.get(address).content.decode())
    return address


def search(client: Client, words: str, expected: int) -> None:
    page = client.post(SEARCH, {"words": words}, follow=True).content.decode()
    assert len(re.findall(r'id="inquiry-', page)) == expected


def test_inbox_and_search(committed_db: None, desk: Any, signed_in: Callable[[Any], Client]) -> None:
    call_command("load_demo", inquiries=COUNT)
    client = signed_in(desk)
    pages = {"first page": INBOX, "deepest page": deepest(client)}
    pages |= {
        f"?{query}": f"{INBOX}?{query}" for query in ("status=to-do", "only=overdue", "only=unread", "source=fax")
    }
    pages |= {
        f"?{query}": f"{INBOX}?{query}" for query in ("assignee=me", "language=en&subject=careers", "ordering=due_on")
    }
    took = {name: median(partial(client.get, address)) for name, address in pages.items()}
    took["dashboard"] = median(lambda: client.get("/admin/"))
    searches = {"nothing found": ("存在しない語", 0), "one of the oldest": (phone_of(OLD), 1)}
    found = {name: median(partial(search, client, *asked), 3) for name, asked in searches.items()}
    report(took | found)
    ratio = took["deepest page"].cpu / took["first page"].cpu
    print(f"{ratio:>15.2f}  deepest page / first page")
    assert max(one.cpu for one in took.values()) < PAGE_AT_MOST
    assert ratio < RATIO_AT_MOST
    assert max(one.cpu for one in found.values()) < SEARCH_AT_MOST


def report(took: dict[str, Took]) -> None:
    print(f"\n{connection.vendor}, {COUNT} inquiries, milliseconds: in all, and of the processor")
    print("\n".join(f"{one.wall * 1000:>8.0f} {one.cpu * 1000:>6.0f}  {name}" for name, one in took.items()))
