"""Ratios taken in turns, so that what else the machine does hits both sides; rows of the table and points of the plots.

Rows and points are lines of JSON in VAR_DIR/bench.jsonl, to which every step of `make bench` adds;
tests/bench/report.py prints and draws them.
"""

import json
import os
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection

FILE = Path(os.environ.get("VAR_DIR", "var")) / "bench.jsonl"
FULL = os.environ.get("FULL", "") not in ("", "0")  # 1,000,000 inquiries as well; an hour and more
Measure = Callable[[], float]


@dataclass
class Row:
    """A row of the table: a median with its quartiles, the aim, and which way is better."""

    name: str
    median: float
    low: float
    high: float
    aim: float
    unit: str = ""  # of both; a ratio has none
    more_is_better: bool = False
    note: str = ""
    database: str = field(default_factory=lambda: connection.vendor)

    @property
    def reached(self) -> bool:
        return self.median >= self.aim if self.more_is_better else self.median <= self.aim


@dataclass
class Point:
    """A point of a plot: how long something takes at a size."""

    plot: str
    line: str
    size: int
    milliseconds: float
    database: str = field(default_factory=lambda: connection.vendor)


@dataclass
class NotRun:
    """A row that this machine cannot measure, and what helps."""

    name: str
    help: str


KINDS = {kind.__name__: kind for kind in (Row, Point, NotRun)}


def record(one: Row | Point | NotRun) -> None:
    with FILE.open("a", encoding="utf-8") as file:
        file.write(json.dumps([type(one).__name__, asdict(one)]) + "\n")
    print(f"\n{one}", flush=True)


def recorded() -> list[Any]:
    lines = FILE.read_text(encoding="utf-8").splitlines() if FILE.exists() else []
    return [KINDS[kind](**values) for kind, values in map(json.loads, lines)]


def in_turns(ours: Measure, other: Measure, rounds: int) -> tuple[list[float], list[float]]:
    """Return the measures of both sides; the side that begins changes from round to round. The first does not count."""
    pairs = []
    for number in range(rounds + 1):
        first, second = (ours, other) if number % 2 else (other, ours)
        pair = first(), second()
        pairs.append(pair if number % 2 else pair[::-1])
    return [one for one, _ in pairs[1:]], [one for _, one in pairs[1:]]


def row(name: str, figures: Iterable[float], aim: float, **more: Any) -> Row:
    """Return the row of some figures: their median and quartiles."""
    found = sorted(figures)
    low, median, high = statistics.quantiles(found, n=4, method="inclusive") if len(found) > 1 else found * 3
    return Row(name, median, low, high, aim, **more)


def record_cost(name: str, pair: tuple[Sequence[float], Sequence[float]], aim: float, **more: Any) -> None:
    """Record ours : other of what something costs; less is better."""
    record(row(name, [ours / other for ours, other in zip(*pair, strict=True)], aim, note=both(pair), **more))


def record_rate(name: str, pair: tuple[Sequence[float], Sequence[float]], aim: float, **more: Any) -> None:
    """Record ours : other of the rate that follows from what something costs; more is better."""
    ratios = [other / ours for ours, other in zip(*pair, strict=True)]
    record(row(name, ratios, aim, more_is_better=True, note=both(pair), **more))


def both(pair: tuple[Sequence[float], Sequence[float]]) -> str:
    ours, other = (statistics.median(side) * 1000 for side in pair)
    return f"{ours:.3g} : {other:.3g} ms"


def seconds(work: Callable[[], object], clock: Measure = time.perf_counter) -> float:
    began = clock()
    work()
    return clock() - began


def several(work: Callable[[], object], rounds: int = 5) -> list[float]:
    """Return how many seconds some work takes, each time; a first time does not count.

    On SQLite of the processor, for the database works in this process; on PostgreSQL on the clock.
    """
    work()
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    return [seconds(work, clock) for _ in range(rounds)]
