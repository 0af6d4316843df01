"""`make bench`: how long after publishing every process of the server shows it, and nginx."""

import contextlib
import shutil
import time
from pathlib import Path

from home.models import NewsPage
from tests.bench.measuring import NotRun, record, row
from tests.bench.sites import Ask, line_to, secure_line_to
from tests.faults.front import nginx_before
from tests.faults.serving import served

ONE = ("--workers", "1", "--keep-alive", "60")
ROUNDS = 9
MEDIAN, WORST = 2.0, 5.0  # seconds


def test_publishing(committed_db: None, tmp_path: Path) -> None:
    page = NewsPage.objects.filter(locale__language_code="ja").live().earliest("date")
    with contextlib.ExitStack() as stack:
        servers = [stack.enter_context(served(tmp_path, *ONE)) for _ in range(2)]
        asks = {"both processes": [stack.enter_context(line_to(server)) for server in servers]}
        if shutil.which("nginx"):
            front = stack.enter_context(nginx_before(servers[0]))
            asks["nginx"] = [stack.enter_context(secure_line_to(front))]
        else:
            record(NotRun("publish to visible in nginx", "apt install nginx-light"))
        rounds = [seen_after(page, f"Heading {number}", asks) for number in range(ROUNDS)]
    for name in asks:
        took = [one[name] for one in rounds]
        note = f"longest {max(took):.1f} s, aim {WORST:.0f} s"
        record(row(f"publish to visible in {name}", took, MEDIAN, unit="s", note=note))
        assert max(took) < WORST


def seen_after(page: NewsPage, title: str, asks: dict[str, list[Ask]]) -> dict[str, float]:
    """Publish a title; return how many seconds it took until all of each kind show it."""
    for ask in (one for many in asks.values() for one in many):
        ask(page.url)
    page.title = title
    page.save_revision().publish()
    began, seen = time.monotonic(), dict[str, float]()
    while len(seen) < len(asks):
        for name, many in asks.items():
            if name not in seen and all(title.encode() in ask(page.url)[1] for ask in many):
                seen[name] = time.monotonic() - began
        time.sleep(0.02)
    return seen
