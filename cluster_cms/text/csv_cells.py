"""The one writer of CSV: as a spreadsheet opens it by double click, with no cell that it would rewrite."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from django.utils import translation

from cluster_cms.clock import TOKYO
from cluster_cms.text.cell_guard import SUSPECT, clean, guarded

CSV_TYPE = "text/csv; charset=utf-8"
BYTE_ORDER_MARK = "\ufeff"


class Timestamp(str):
    """A time in Tokyo as it is to be written, for example to the second, or a month."""

    __slots__ = ()


# Text, texts that belong into one cell, a moment, a day, a number.
CsvCell = str | list[str] | datetime | date | bool | int | float | None


def csv_file(headings: Sequence[str], batches: Iterable[Iterable[Sequence[CsvCell]]]) -> Iterator[bytes]:
    """Return a CSV file in pieces, made when they are sent, in the language that is active now.

    UTF-8 with a byte order mark, lines that end in CRLF, every value in quotation marks (RFC 4180).
    """
    return in_language(translation.get_language(), csv_pieces(headings, batches))


def csv_pieces(headings: Sequence[str], batches: Iterable[Iterable[Sequence[CsvCell]]]) -> Iterator[bytes]:
    yield (BYTE_ORDER_MARK + lines([headings])).encode()
    for batch in batches:
        yield lines(batch).encode()


def lines(rows: Iterable[Sequence[CsvCell]]) -> str:
    """Return rows as lines; most cells are recognised as harmless without a call, which would take longer."""
    file = io.StringIO(newline="")
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows(
        [cell if type(cell) is str and not SUSPECT.match(cell) else printed(cell) for cell in row] for row in rows
    )
    return clean(file.getvalue())


def printed(cell: CsvCell) -> str:
    """Return a cell as one guarded text; moments are given in Tokyo, to the minute."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell if isinstance(cell, Timestamp) else guarded(cell)
    if isinstance(cell, list):
        return "\n".join(map(guarded, cell))
    if isinstance(cell, datetime):
        return str(cell.astimezone(TOKYO) if cell.tzinfo else cell)[:16]
    return str(cell)


def in_language(language: str | None, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the chunks, each made in a language: they are streamed after the request and its language are over."""
    done = False
    while not done:
        with translation.override(language):
            chunk = next(chunks, None)
        done = chunk is None
        if chunk:
            yield chunk
