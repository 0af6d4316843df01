"""Writes CSV as Excel opens it by double click: UTF-8 with a byte order mark, CRLF, no cell that it would rewrite."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from cluster_cms.text.csv_cells import BYTE_ORDER_MARK, SUSPECT, encoded, guarded
from contact.exports.cells import Cell, Flat, flat, part_heading, split_row
from contact.exports.columns import Column, cell_columns
from contact.exports.rows import Row


def csv_chunks(columns: list[Column], batches: Iterable[list[Row]], _count: int) -> Iterator[bytes]:
    """Yield the file piece by piece, beginning with the headings."""
    headings = [guarded(column.heading) for column in columns]
    yield BYTE_ORDER_MARK.encode() + encoded([[*headings, part_heading()]])
    for batch in batches:
        yield encoded(row for found in cell_columns(columns, batch) for row in printed_rows(*found))


def printed_rows(table: list[Sequence[Cell]], long: bool) -> Iterator[Sequence[str]]:
    """Yield the rows of a table; an inquiry is one row, unless an answer is longer than a cell."""
    if not long:
        yield from zip(*map(printed_column, table), [""] * len(table[0]), strict=True)
        return
    for cells in zip(*table, strict=True):
        yield from ([*map(printed, part)] for part in split_row([flat_guarded(cell) for cell in cells]))


def printed_column(cells: Sequence[Cell]) -> list[str]:
    """Return cells as guarded texts; most are recognised as harmless without a call, which would take longer."""
    return [cell if type(cell) is str and not SUSPECT.match(cell) else printed(cell) for cell in cells]


def printed(cell: Cell) -> str:
    """Return a cell as one guarded text; times are given to the minute."""
    if isinstance(cell, str):
        return guarded(cell)
    if isinstance(cell, list):
        return "\n".join(map(guarded, cell))
    if isinstance(cell, datetime):
        return str(cell)[:16]  # to the minute
    return str(cell) if cell else ""


def flat_guarded(cell: Cell) -> Flat:
    return printed(cell) if isinstance(cell, list) else flat(cell)
