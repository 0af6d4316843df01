"""First and last step of `make bench`: empties the record; prints the table, writes docs/performance.md and plots."""

import os
import platform
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.measuring import FILE, NotRun, Point, Row, recorded
from tests.bench.plots import draw
from tests.infrastructure.template import PROJECT

PAGE = PROJECT / "docs" / "performance.md"
BEGIN, END = "<!-- written by make bench: begin -->", "<!-- end -->"
DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def figure(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:,.0f}"


def cells(one: Row) -> list[str]:
    unit = f" {one.unit}" if one.unit else ""
    spread = f"{figure(one.low)} to {figure(one.high)}"
    aim = f"{'≥' if one.more_is_better else '≤'} {one.aim:g}{unit}"
    reached = "yes" if one.reached else "**no**"
    return [one.name, DATABASES[one.database], figure(one.median) + unit, spread, aim, reached, one.note]


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def rows_table(rows: list[Row]) -> str:
    """Return the table, rows of one name together, in the order in which they were first measured."""
    order = list(dict.fromkeys(one.name for one in rows))
    found = sorted(rows, key=lambda one: order.index(one.name))
    head = ["what", "database", "median", "quartiles", "aim", "reached", "ours : other, and more"]
    return table(head, [cells(one) for one in found])


def growth(points: list[Point]) -> str:
    """Write the plots and return the part of the page that shows them, each with its table."""
    parts = []
    for plot, database in dict.fromkeys((one.plot, one.database) for one in points):
        lines: dict[str, list[tuple[int, float]]] = {}
        for one in points:
            if (one.plot, one.database) == (plot, database):
                lines.setdefault(one.line, []).append((one.size, one.milliseconds))
        title = f"{plot[0].upper()}{plot[1:]}, {DATABASES[database]}, milliseconds"
        name = re.sub(r"\W+", "-", f"{plot} {database}") + ".svg"
        (PAGE.parent / "pictures" / name).write_text(draw(title, lines), encoding="utf-8")
        sizes = sorted({size for line in lines.values() for size, _ in line})
        body = [[line, *(figure(dict(found).get(size, 0)) for size in sizes)] for line, found in lines.items()]
        parts.append(f"### {title}\n\n![{title}](pictures/{name})\n\n{table(['', *(f'{s:,}' for s in sizes)], body)}")
    return "\n\n".join(parts)


def machine() -> str:
    """Return what the figures were taken on, and how busy it was."""
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    cores = f"{os.cpu_count()} cores ({model[1] if model else platform.machine()})"
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {cores}, Python {platform.python_version()}, load {load}."


def begin() -> None:
    """Forget what an earlier run has recorded."""
    FILE.unlink(missing_ok=True)
    print(machine())


def main() -> None:
    """Print and write everything that was recorded."""
    found = recorded()
    rows = rows_table([one for one in found if isinstance(one, Row)])
    missing = "".join(f"\nNot run: {one.name}: {one.help}\n" for one in found if isinstance(one, NotRun))
    print(f"{rows}\n{missing}", flush=True)
    points = growth([one for one in found if isinstance(one, Point)])
    text = PAGE.read_text(encoding="utf-8")
    written = f"{BEGIN}\n{machine()}\n\n{rows}\n{missing}\n## Growth\n\n{points}\n{END}"
    PAGE.write_text(text.partition(BEGIN)[0] + written + text.partition(END)[2], encoding="utf-8")


if __name__ == "__main__":
    begin() if "begin" in sys.argv else main()
