"""How values fit into the cells of a spreadsheet: forbidden characters, several texts, texts that are too long."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.translation import gettext as _

# Text, texts that belong into one cell, Tokyo time without a zone, a day.
Cell = str | list[str] | datetime | date | None
Flat = str | datetime | date  # an empty cell is an empty text

CELL_LIMIT = 32_767  # UTF-16 units in one cell (Excel specifications and limits)
TEXT_LIMIT = CELL_LIMIT - 7  # leaves room for what a format has to put in front, or to write for one character


def split_row(cells: list[Flat]) -> Iterator[list[Flat]]:
    """Yield the cells of one inquiry as one row, or as several when a text is longer than a cell.

    The last cell says which part it is. Further rows repeat the first cell, the reference when it was chosen, and hold
    nothing else but the rest of the long texts.
    """
    pieces = {
        place: split_text(cell)
        for place, cell in enumerate(cells)
        if isinstance(cell, str) and utf16_length(cell) > TEXT_LIMIT
    }
    if not pieces:
        yield [*cells, ""]
        return
    count = max(len(texts) for texts in pieces.values())
    for number in range(count):
        row: list[Flat] = [*cells] if number == 0 else [cells[0], *[""] * (len(cells) - 1)]
        for place, texts in pieces.items():
            row[place] = texts[number] if number < len(texts) else ""
        yield [*row, _("part %(number)s of %(count)s") % {"number": number + 1, "count": count}]


def utf16_length(text: str) -> int:
    """Return the length of a text as Excel counts it."""
    return len(text.encode("utf-16-le")) // 2


def split_text(text: str) -> list[str]:
    """Return the pieces of a text that fit into a cell each, no character cut in two."""
    pieces, begin = [], 0
    while begin < len(text):
        piece = text[begin : begin + TEXT_LIMIT]
        while utf16_length(piece) > TEXT_LIMIT:
            piece = piece[: len(piece) - (utf16_length(piece) - TEXT_LIMIT + 1) // 2]
        pieces.append(piece)
        begin += len(piece)
    return pieces


def flat(cell: Cell) -> Flat:
    """Return a cell as one value; several texts become lines of one."""
    if cell is None:
        return ""
    return "\n".join(cell) if isinstance(cell, list) else cell


def part_heading() -> str:
    return _("Part")
