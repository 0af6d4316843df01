"""CSV as Excel opens it by double click: UTF-8 with a byte order mark, CRLF, and nothing that it would run or rewrite.

A text that a spreadsheet would take for a formula, or would show as something else (0312345678 without its zero, 1-2
as a day in January), gets an apostrophe in front. That alters the data, visibly and in one way only; ="…" would hide
it, but is a formula itself. Source: OWASP, CSV Injection.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import repeat

from contact.export.cells import Flat, clean, flat, part_heading, parts, tables
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
LETTERS, EAST_ASIAN = ("A", "{"), ("\u3005", "\ud7a4")  # from, and before


def csv_chunks(columns: list[Column], batches: Iterable[list[Row]]) -> Iterator[bytes]:
    """Yield the file piece by piece, beginning with the headings."""
    headings = [guarded(column.heading) for column in columns]
    yield BYTE_ORDER_MARK.encode() + encoded([[*headings, part_heading()]])
    for batch in batches:
        yield encoded(row for table, long in tables(columns, batch) for row in printed_rows(table, long))


def encoded(rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return clean(out.getvalue()).encode()


def printed_rows(table: list[Sequence[Cell]], long: bool) -> Iterable[Sequence[str]]:
    """Return the rows of a table; an inquiry is one, unless an answer is longer than a cell."""
    if not long:
        return zip(*map(printed_column, table), repeat(""))
    guarded_rows = ([flat_guarded(cell) for cell in cells] for cells in zip(*table, strict=True))
    return ([printed(cell) for cell in part] for cells in guarded_rows for part in parts(cells))


def printed_column(cells: Sequence[Cell]) -> list[str]:
    """Print what needs no closer look here, for a call takes longer."""
    (letter, after_letters), (kana, after_hangul) = LETTERS, EAST_ASIAN
    return [
        cell
        if type(cell) is str and (letter <= cell < after_letters or kana <= cell < after_hangul)
        else (printed(cell) if cell else "")
        for cell in cells
    ]


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
    return MARK + text if GUARDED.match(text) else text
