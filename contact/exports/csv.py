"""CSV as Excel opens it by double click: UTF-8 with a byte order mark, CRLF, and no cell it would rewrite."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from contact.exports.columns import Cell, Column, Flat, clean, flat, part_heading, parts, tables
from contact.exports.rows import Row

TYPE = "text/csv; charset=utf-8"
BYTE_ORDER_MARK = "\ufeff"
MARK = "'"
BETWEEN = '","'
# What may stand before a formula or a number without hiding it; the characters that are left out are among them.
BLANK = r"[\s\x00-\x1f\x7f-\xa0\u200b\ufeff\ud800-\udfff\ufffe\uffff]"
FORMULA = rf"{BLANK}*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212]|[\t\r\n]"
DAY = r"\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{1,4})?|\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{1,2}[-/.]\d{4}"
NUMBER = r"[0\uff10]\d[\d.,]*|\d{12,}|\d+(?:\.\d*)?[eE]\d+|\d*\.\d*0|\(\d+\)|\d+:\d+(?::\d+)?|\d+ \d+/\d+"
WORDS = r"true|false|[\d.,]+[%\uff05]|[$\u00a5\uffe5\\]\d[\d.,]*"
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}"
NAMED_DAY = rf"{MONTH}[-/. ]?\d{{1,4}}(?:,? ?\d{{4}})?|\d{{1,2}}[-/. ]?{MONTH}(?:[-/. ]?\d{{2,4}})?"
ERA = r"(?:\u660e\u6cbb|\u5927\u6b63|\u662d\u548c|\u5e73\u6210|\u4ee4\u548c|[mtshr])"
YEAR = rf"(?:{ERA}?\d{{1,4}}|{ERA}\u5143)\u5e74"
EAST_ASIAN_DAY = rf"(?:{YEAR})?\d{{1,2}}\u6708(?:\d{{1,2}}\u65e5)?|{ERA}\d{{1,2}}(?:[./-]\d{{1,2}}){{2}}"
GUARDED = re.compile(
    rf"{FORMULA}|{BLANK}*(?:{NUMBER}|{DAY}|{WORDS}|{NAMED_DAY}|{EAST_ASIAN_DAY}){BLANK}*\Z", re.IGNORECASE
)
# Long texts that begin with a letter of ours, and most that begin with kana, kanji or hangul, need no closer look.
LETTERS, EAST_ASIAN = ("A", "{"), ("\u3005", "\ud7a4")  # from, and before
LONGEST = 20  # characters of what is a day in words
SHORT = 11  # digits of a number that is shown in full
FIRST_OF_ERAS = frozenset("\u660e\u5927\u662d\u5e73\u4ee4")


def csv_chunks(columns: list[Column], batches: Iterable[list[Row]]) -> Iterator[bytes]:
    """Yield the file piece by piece, beginning with the headings."""
    headings = [guarded(column.heading) for column in columns]
    yield BYTE_ORDER_MARK.encode() + encoded([[*headings, part_heading()]])
    for batch in batches:
        yield b"".join(encoded_columns(printed_columns(*found)) for found in tables(columns, batch))


def encoded(rows: Iterable[Sequence[str]]) -> bytes:
    return encoded_columns([*zip(*rows, strict=True)])


def encoded_columns(columns: Sequence[Sequence[str]]) -> bytes:
    """Write rows, every value in quotation marks (RFC 4180): to ask whether it needs them takes longer."""
    rows = zip(*map(doubled, columns), strict=True)
    return clean("".join([f'"{BETWEEN.join(row)}"\r\n' for row in rows])).encode()


def doubled(texts: Sequence[str]) -> Sequence[str]:
    """Double the quotation marks; most columns have none, which one look tells."""
    return [text.replace('"', '""') for text in texts] if '"' in "".join(texts) else texts


def printed_columns(table: list[Sequence[Cell]], long: bool) -> list[Sequence[str]]:
    """Return the columns of a table; an inquiry is one row, unless an answer is longer than a cell."""
    if not long:
        return [*map(printed_column, table), [""] * len(table[0])]
    rows = ([flat_guarded(cell) for cell in cells] for cells in zip(*table, strict=True))
    return list(zip(*([printed(cell) for cell in part] for cells in rows for part in parts(cells)), strict=True))


def printed_column(cells: Sequence[Cell]) -> list[str]:
    """Print what needs no closer look here, for a call takes longer."""
    return [
        cell
        if type(cell) is str
        and (
            (EAST_ASIAN[0] <= cell < EAST_ASIAN[1] and cell[0] not in FIRST_OF_ERAS)
            or (LETTERS[0] <= cell < LETTERS[1] and len(cell) > LONGEST)
        )
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
    return text if is_harmless(text) or not GUARDED.match(text) else MARK + text


def is_harmless(text: str) -> bool:
    """Tell at once what the expression would: a word in kana or kanji, a short number that does not begin with 0."""
    if text.isascii():
        return text.isdecimal() and text[0] != "0" and len(text) <= SHORT
    return EAST_ASIAN[0] <= text < EAST_ASIAN[1] and text[0] not in FIRST_OF_ERAS
