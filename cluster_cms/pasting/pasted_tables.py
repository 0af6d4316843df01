"""The cells of an HTML table, with merged ones taken apart, and the guess whether its first row names the columns."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bs4 import Tag

from cluster_cms.pasting.clipboard import attribute, declarations, span_of
from cluster_cms.pasting.runs import is_bold

MOST_COLUMNS = 200
FIGURE = re.compile(r"[\d０-９]")
MOST_HEADING = 40  # characters


@dataclass
class Grid:
    """The cells by row and column; a merged cell stands in each place that it takes."""

    rows: list[list[Tag | None]] = field(default_factory=list)
    lines: list[Tag] = field(default_factory=list)  # the elements of the rows
    merged: list[Tag] = field(default_factory=list)

    def cells(self) -> Iterator[Tag]:
        """Yield each cell once, in order."""
        seen: set[int] = set()
        for cell in (cell for row in self.rows for cell in row if cell):
            if id(cell) not in seen:
                seen.add(id(cell))
                yield cell

    def leave_out(self, is_hidden: Callable[[Tag], bool]) -> None:
        """Take out hidden rows and hidden cells; a column of hidden cells alone goes."""
        shown = [row for row, line in zip(self.rows, self.lines, strict=True) if not is_hidden(line)]
        hidden = {id(cell) for row in shown for cell in row if cell and is_hidden(cell)}
        columns = [[cell for cell in column if id(cell) not in hidden] for column in zip(*shown, strict=True)]
        kept = [place for place, column in enumerate(columns) if column]
        self.rows = [[None if id(row[place]) in hidden else row[place] for place in kept] for row in shown]


def grid_of(table: Tag) -> Grid:
    """Return the cells of a table, not those of tables in it."""
    lines = [row for row in table("tr") if row.find_parent("table") is table]
    grid = Grid(lines=lines)
    taken: dict[tuple[int, int], Tag] = {}
    for across, line in enumerate(lines):
        column = 0
        for cell in line(["td", "th"], recursive=False):
            while (across, column) in taken:
                column += 1
            wide, high = span_of(cell, "colspan") or 1, span_of(cell, "rowspan") or len(lines) - across
            high = min(high, len(lines) - across)
            wide = min(wide, max(MOST_COLUMNS - column, 1))
            if (wide > 1 or high > 1) and cell.get_text().strip():
                grid.merged.append(cell)
            for down in range(high):
                for right in range(wide):
                    taken.setdefault((across + down, column + right), cell)
            column += wide
    width = max((column + 1 for _row, column in taken), default=0)
    grid.rows = [[taken.get((row, column)) for column in range(width)] for row in range(len(lines))]
    return grid


def is_layout(table: Tag, grid: Grid) -> bool:
    """Return whether a table only arranges: it says so, or has a single cell."""
    return attribute(table, "role") in ("presentation", "none") or len(list(grid.cells())) <= 1


def header_of(grid: Grid, rows: list[list[str]], bold_classes: frozenset[str]) -> bool:
    """Return whether the first row names the columns: by element, by weight, or by what it says."""
    if len(rows) < 2:
        return False
    first, second = ([cell for cell in row if cell] for row in grid.rows[:2])
    if any(cell.name == "th" or cell.find_parent("thead") for cell in first):
        return all(cell.name == "th" or cell.find_parent("thead") for cell in first if cell.get_text().strip())
    filled = [cell for cell in first if cell.get_text().strip()]
    if filled and all(is_strong(cell, bold_classes) for cell in filled):
        return not all(is_strong(cell, bold_classes) for cell in second)
    return looks_like_header(rows)


def is_strong(cell: Tag, bold_classes: frozenset[str]) -> bool:
    """Return whether all words of a cell are bold."""
    strong = [one for one in (cell, *cell(True)) if is_bold(one, declarations(one), bold_classes, before=False)]
    words = "".join(cell.get_text().split())
    return any("".join(one.get_text().split()) == words for one in strong)


def looks_like_header(rows: list[list[str]]) -> bool:
    """Return whether the first of two or more rows holds short, different words above a column of figures."""
    first, *others = rows
    words = [cell for cell in first[1:] if cell]
    if not others or len(words) < len(first) - 1 or len(set(first)) < len(first):
        return False
    if any(FIGURE.search(cell) or len(cell) > MOST_HEADING or "\n" in cell for cell in first):
        return False
    return any(
        all(FIGURE.search(row[column]) for row in others if row[column]) and any(row[column] for row in others)
        for column in range(len(first))
    )
