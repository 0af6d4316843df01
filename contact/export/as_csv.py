"""CSV as Excel opens it by double click: UTF-8 with a byte order mark, CRLF, and nothing that it would run or rewrite.

A text that a spreadsheet would take for a formula, or would show as something else (0312345678 without its zero, 1-2
as a day in January), gets an apostrophe in front. That alters the data, visibly and in one way only; ="…" would hide
it, but is a formula itself. Source: OWASP, CSV Injection.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from contact.export.cells import ROOM, Flat, clean, flat, part_heading, parts
from contact.export.columns import Cell, Column
from contact.export.rows import Row

TYPE = "text/csv; charset=utf-8"
BYTE_ORDER_MARK = "\ufeff"
MARK = "'"
# What may stand before a formula or a number without hiding it; the characters that are left out are among them.
BLANK = r"[\s\x00-\x1f\x7f-\xa0\u200b\ufeff\ud800-\udfff\ufffe\uffff]"
FORMULA = rf"{BLANK}*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212]|[\t\r\n]"
DAY = r"\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{1,4})?|\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{1,2}[-/.]\d{4}"
NUMBER = r"[0\uff10]\d[\d.,]*|\d{12,}|\d+(?:\.\d*)?[eE]\d+|\d*\.\d*0|\(\d+\)|\d+:\d+(?::\d+)?|\d+ \d+/\d+"
GUARDED = re.compile(rf"{FORMULA}|{BLANK}*(?:{NUMBER}|{DAY}){BLANK}*\Z")
# Most texts begin with a letter of ours or with kana, kanji or hangul, and need no closer look.
LETTERS, EAST_ASIAN = ("A", "z"), ("\u3005", "\ud7a3")


def csv_chunks(columns: list[Column], batches: Iterable[list[Row]]) -> Iterator[bytes]:
    """Yield the file piece by piece, beginning with the headings."""
    headings = [guarded(column.heading) for column in columns]
    yield BYTE_ORDER_MARK.encode() + encoded([[*headings, part_heading()]])
    cells = [cell_of(column) for column in columns]
    for batch in batches:
        yield encoded(printed for row in batch for printed in table_rows(columns, cells, row))


def encoded(rows: Iterable[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return clean(out.getvalue()).encode()


def table_rows(columns: list[Column], cells: list[Callable[[Row], str]], row: Row) -> Iterable[list[str]]:
    """Return the rows of one inquiry: one, unless an answer is longer than a cell."""
    if row.size > ROOM:
        return ([printed(cell) for cell in part] for part in parts([flat_guarded(one.shown(row)) for one in columns]))
    return ([*[cell(row) for cell in cells], ""],)


def cell_of(column: Column) -> Callable[[Row], str]:
    """Return the function that prints one column; what has few values is printed once."""
    shown = column.shown
    if not column.few:
        return lambda row: printed(shown(row))
    known: dict[Cell, str] = {}

    def remembered(row: Row) -> str:
        cell = shown(row)
        if cell not in known:
            known[cell] = printed(cell)
        return known[cell]

    return remembered


def printed(cell: Cell) -> str:
    if isinstance(cell, str):
        return guarded(cell)
    if isinstance(cell, list):
        return "\n".join(guarded(text) for text in cell)
    if isinstance(cell, datetime):
        return str(cell)[:16]  # to the minute
    return str(cell) if cell else ""


def flat_guarded(cell: Cell) -> Flat:
    return printed(cell) if isinstance(cell, list) else flat(cell)


def guarded(text: str) -> str:
    first = text[:1]
    if LETTERS[0] <= first <= LETTERS[1] or EAST_ASIAN[0] <= first <= EAST_ASIAN[1] or not text:
        return text
    return MARK + text if GUARDED.match(text) else text
