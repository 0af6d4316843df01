"""Fits a value into a spreadsheet cell, and splits what is longer over more columns."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

from django.utils.translation import gettext as _

from contact.exports.columns import Cell, Column
from contact.exports.rows import Row

CELL_LIMIT = 32_767  # UTF-16 units in one cell (Excel specifications and limits)
ROOM = CELL_LIMIT - 7  # leaves room for what a format has to put in front, or to write for one character
# What XML 1.0 cannot hold (2.2, Char); a carriage return would become a line feed.
UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
Flat = str | datetime | date  # an empty cell is an empty text


def clean(text: str) -> str:
    """Leave out what no spreadsheet can hold."""
    return UNFIT.sub("", text) if UNFIT.search(text) else text


def tables(columns: list[Column], batch: Iterable[Row]) -> Iterator[tuple[list[Sequence[Cell]], bool]]:
    """Yield the cells of a batch column by column, and whether some of their texts may be too long for a cell."""
    for long, rows in groupby(batch, key=lambda row: row.size > ROOM):
        listed = list(rows)
        yield [column.shown(listed) for column in columns], long


def parts(cells: list[Flat]) -> Iterator[list[Flat]]:
    """Yield the cells of one inquiry as one row, or as more when a text is longer than a cell.

    The last cell says which part it is. Further rows begin with the same first cell, the reference when it was chosen,
    and hold nothing else but the rest of the long texts.
    """
    pieces = {place: split(cell) for place, cell in enumerate(cells) if isinstance(cell, str) and units(cell) > ROOM}
    if not pieces:
        yield [*cells, ""]
        return
    count = max(len(texts) for texts in pieces.values())
    for number in range(count):
        row: list[Flat] = [*cells] if number == 0 else [cells[0], *[""] * (len(cells) - 1)]
        for place, texts in pieces.items():
            row[place] = texts[number] if number < len(texts) else ""
        yield [*row, _("part %(number)s of %(count)s") % {"number": number + 1, "count": count}]


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def split(text: str) -> list[str]:
    """Cut a text into pieces that fit, no character torn apart."""
    pieces, begin = [], 0
    while begin < len(text):
        piece = text[begin : begin + ROOM]
        while units(piece) > ROOM:
            piece = piece[: len(piece) - (units(piece) - ROOM + 1) // 2]
        pieces.append(piece)
        begin += len(piece)
    return pieces


def flat(cell: Cell) -> Flat:
    """Return a cell as one value; several texts stand below each other."""
    if cell is None:
        return ""
    return "\n".join(cell) if isinstance(cell, list) else cell


def part_heading() -> str:
    return _("Part")
