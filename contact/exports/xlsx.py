"""Writes XLSX: openpyxl makes the workbook and its styles, the rows are streamed into its sheet as XML.

Why not by openpyxl or XlsxWriter alone: docs/decisions/0016.
"""

import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from cluster_cms.text.cell_guard import clean
from contact.exports.cells import Cell, Flat, flat, part_heading, split_row
from contact.exports.columns import Column, cell_columns
from contact.exports.rows import Row

SHEET = "xl/worksheets/sheet1.xml"
EPOCH = datetime(1899, 12, 30)  # day 0 of a workbook, as all days after February 1900 are counted
DAY = 86_400  # seconds
TIME_FORMAT, DAY_FORMAT = "yyyy-mm-dd hh:mm", "yyyy-mm-dd"
WIDTHS = {"reference": 14, "received": 18, "message": 60, "mail": 28}
DEFAULT_WIDTH = 16
ZIP64_FROM = 200_000  # inquiries; their sheet may exceed the 4 GiB of a plain zip member
BLOCK = 256 * 1024  # bytes that are read from the file at a time
ESCAPE = re.compile("_x[0-9A-Fa-f]{4}_")  # _x0041_ stands for the letter A (ECMA-376, ST_Xstring): it is escaped
SPECIAL = ("&", "<", ">", "_x")
FIRST_ROW = 2  # below the headings


def xlsx_chunks(columns: list[Column], batches: Iterable[list[Row]], count: int) -> Iterator[bytes]:
    """Yield the workbook of `count` inquiries piece by piece, out of a file without a name."""
    with tempfile.TemporaryFile() as file:  # it is gone with the process, whatever happens
        write_xlsx(file, columns, batches, count)
        file.seek(0)
        while block := file.read(BLOCK):
            yield block


def write_xlsx(file: BinaryIO, columns: list[Column], batches: Iterable[list[Row]], count: int) -> None:
    """Write the workbook of `count` inquiries into an open file."""
    skeleton = io.BytesIO()
    workbook(columns).save(skeleton)
    with ZipFile(skeleton) as source, ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as target:
        for member in source.namelist():
            if member != SHEET:
                target.writestr(member, source.read(member))
        with target.open(SHEET, "w", force_zip64=count > ZIP64_FROM) as sheet:
            for text in sheet_xml(source.read(SHEET).decode(), columns, batches):
                sheet.write(text.encode())


def workbook(columns: list[Column]) -> Workbook:
    """Return a workbook with its headings and one sample row that holds the styles of a text, a time and a day."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _("Inquiries")
    sheet.freeze_panes = "B2"
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(column.key, DEFAULT_WIDTH)
    for place, heading in enumerate([*(column.heading for column in columns), part_heading()], 1):
        text_cell(sheet, 1, place, clean(heading)).font = Font(bold=True)
    text_cell(sheet, FIRST_ROW, 1, "text").alignment = Alignment(vertical="top", wrap_text=False)
    for place, number_format in enumerate((TIME_FORMAT, DAY_FORMAT), 2):
        sheet.cell(FIRST_ROW, place, 0).number_format = number_format
    return book


def text_cell(sheet: Worksheet, row: int, place: int, text: str) -> SheetCell | MergedCell:
    """Write a cell that is text whatever it begins with, so that no formula ever runs, and return it."""
    cell = sheet.cell(row, place, text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def sheet_xml(empty: str, columns: list[Column], batches: Iterable[list[Row]]) -> Iterator[str]:
    """Yield the XML of the sheet, with the rows in place of the sample row."""
    head, sample, tail = re.split(rf'(<row r="{FIRST_ROW}".*?</row>)', empty, maxsplit=1, flags=re.DOTALL)
    writer = RowWriter(*re.findall(r' s="(\d+)"', sample), columns=len(columns) + 1)
    yield head.replace(*stale_size(head), 1)
    for batch in batches:
        yield clean("".join(writer.xml(flat_columns(*found)) for found in cell_columns(columns, batch)))
    yield tail


def flat_columns(table: list[Sequence[Cell]], long: bool) -> list[Sequence[Flat]]:
    """Return columns of single values; an inquiry is one row of them, unless an answer is longer than a cell."""
    columns: list[Sequence[Flat]] = [[cell if type(cell) is str else flat(cell) for cell in cells] for cells in table]
    if not long:
        return columns
    return list(zip(*(part for cells in zip(*columns, strict=True) for part in split_row(list(cells))), strict=True))


def stale_size(head: str) -> tuple[str, str]:
    """Return the element that states the size of the sheet, and an empty text to replace it: the size is not known."""
    found = re.search(r"<dimension [^>]*/>", head)
    return (found[0], "") if found else ("", "")


class RowWriter:
    """Makes the XML of rows, numbered one below the other."""

    def __init__(self, text_style: str, time_style: str, day_style: str, *, columns: int) -> None:
        self.letters = [f'<c r="{get_column_letter(place)}' for place in range(1, columns + 1)]
        self.text = f'" s="{text_style}" t="inlineStr"><is><t xml:space="preserve">'
        self.time, self.day = f'" s="{time_style}"><v>', f'" s="{day_style}"><v>'
        self.number = FIRST_ROW - 1

    def xml(self, columns: list[Sequence[Flat]]) -> str:
        """Return the XML of the next rows, given column by column; an empty text has no cell."""
        first, self.number = self.number + 1, self.number + len(columns[0])
        numbers = range(first, self.number + 1)
        cells = [self.cells(*lettered, numbers) for lettered in zip(self.letters, columns, strict=False)]
        rows = zip(numbers, zip(*cells, strict=True), strict=True)
        return "".join(f'<row r="{number}">{"".join(row)}</row>' for number, row in rows)

    def cells(self, letter: str, column: Sequence[Flat], numbers: range) -> list[str]:
        text, moment = self.text, self.moment
        texts = escaped_column(column)
        return [
            (f"{letter}{number}{text}{cell}</t></is></c>" if cell else "")
            if isinstance(cell, str)
            else f"{letter}{number}{moment(cell)}</v></c>"
            for number, cell in zip(numbers, texts, strict=True)
        ]

    def moment(self, at: datetime | date) -> str:
        if isinstance(at, datetime):
            since = at - EPOCH
            return f"{self.time}{since.days + since.seconds / DAY:.10f}"
        return f"{self.day}{(at - EPOCH.date()).days}"


def escaped_column(column: Sequence[Flat]) -> Sequence[Flat]:
    """Return the cells of a column, their texts escaped; one search finds out that most columns need nothing."""
    everything = "".join(cell for cell in column if isinstance(cell, str))
    if not any(mark in everything for mark in SPECIAL):
        return column
    return [escaped(cell) if isinstance(cell, str) else cell for cell in column]


def escaped(text: str) -> str:
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return ESCAPE.sub(r"_x005F\g<0>", text) if "_x" in text else text
