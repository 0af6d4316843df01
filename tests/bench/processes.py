"""`make bench`: seconds from the start of a server to its first answer, and memory, beside a stock Wagtail site."""

import contextlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.bench.measuring import in_turns, record, row, seconds
from tests.bench.sites import OURS, STOCK, line_to, stock_site
from tests.faults.serving import Server, served
from tests.infrastructure.template import Template

STARTS = 5
REQUESTS = 60  # of each address, before memory is looked at
ONE_AT_MOST, ALL_AT_MOST, START_AT_MOST = 140.0, 160.0, 1.5  # MiB, MiB, seconds

Start = Callable[[], contextlib.AbstractContextManager[Server]]


def first_answer(start: Start) -> float:
    with contextlib.ExitStack() as stack:

        def begin() -> None:
            stack.enter_context(line_to(stack.enter_context(start())))("/")

        return seconds(begin)


def mebibytes(start: Start, addresses: dict[str, str]) -> tuple[float, float]:
    """Return the memory of master and two workers after some work, and of the larger worker."""
    with start() as server:
        for _request in range(REQUESTS):
            for address in addresses.values():
                with line_to(server) as ask:  # a connection of its own reaches either worker
                    ask(f"{address}?uncached=1")
        return server.mebibytes()


def test_processes(committed_db: None, template: Template, tmp_path: Path) -> None:
    with stock_site(template, tmp_path) as site:
        ours: Start = partial(served, tmp_path)
        stock: Start = partial(site.served, tmp_path)
        took, theirs = in_turns(partial(first_answer, ours), partial(first_answer, stock), STARTS)
        note = f"stock {sorted(theirs)[STARTS // 2]:.2f} s"
        record(row("start to first answer", took, START_AT_MOST, unit="s", note=note))
        memory, of_stock = mebibytes(ours, OURS), mebibytes(stock, STOCK)
    for name, ours_mib, stock_mib, aim in zip(
        ("memory of master and two processes", "memory of a process"),
        memory,
        of_stock,
        (ALL_AT_MOST, ONE_AT_MOST),
        strict=True,
    ):
        record(row(name, [ours_mib], aim, unit="MiB", note=f"stock {stock_mib:.0f} MiB"))
    assert len(took) == STARTS
