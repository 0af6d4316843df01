"""Compares the rows of tables within a clause, cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from cluster_cms.comparison.alignment import align
from cluster_cms.comparison.text_diff import MarkKind, Runs, compare_text, runs_of, side

BETWEEN = " | "  # where a row is printed as one line
Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of a row, and the headings of its columns."""

    cells: Cells
    columns: Cells


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell in both texts; `old` or `new` is missing where one of the tables has no such column."""

    old: str | None
    new: str | None
    runs: Runs

    def stands_in(self, kind: MarkKind) -> bool:
        """Return whether the text of one side has this cell: ADDED is the new one, REMOVED the old one."""
        return (self.new if kind == MarkKind.ADDED else self.old) is not None


def same_row(old: TableRow | None, new: TableRow | None) -> bool:
    """Return whether two units are rows about the same, whatever their other cells say: by their first cell."""
    return bool(old and new and old.cells[:1] == new.cells[:1])


def compare_rows(old: TableRow | None, new: TableRow | None, language: str) -> tuple[CellChange, ...]:
    """Return how each cell of a row changed, column by column; a row that is missing has no cells."""
    return tuple(
        CellChange(one, other, compare_text(one or "", other or "", language))
        for one, other in matched_cells(old, new, language)
    )


def matched_cells(old: TableRow | None, new: TableRow | None, language: str) -> list[tuple[str | None, str | None]]:
    """Return which cell of one row is which of the other: in order, or by their headings where columns came or went."""
    if old is None or new is None or len(old.cells) == len(new.cells):
        return list(zip_longest(old.cells if old else (), new.cells if new else ()))
    pairs = align(old.columns, new.columns, language)
    return [(None if i is None else old.cells[i], None if j is None else new.cells[j]) for i, j in pairs]


def one_line(changes: Sequence[CellChange]) -> Runs:
    """Return the cells of a row as one marked line, which gives back the line of either side."""
    parts: list[tuple[MarkKind, str]] = []
    for place, change in enumerate(changes):
        sides = [kind for kind in (MarkKind.REMOVED, MarkKind.ADDED) if change.stands_in(kind)]
        sides = [kind for kind in sides if any(one.stands_in(kind) for one in changes[:place])]
        between = [(MarkKind.SAME, BETWEEN)] if len(sides) == 2 else [(kind, BETWEEN) for kind in sides]
        parts += [*between, *((run.kind, run.text) for run in change.runs)]
    return runs_of(parts)


def cells_of_side(changes: Sequence[CellChange], kind: MarkKind) -> tuple[Runs, ...]:
    """Return the marked cells of one side of a row."""
    return tuple(side(change.runs, kind) for change in changes if change.stands_in(kind))
