"""The Excel file of all products: three sheets of lines, written and read.

A line is a mapping of column names to texts. What a spreadsheet would have changed by itself (a formula, a macro, an
encrypted file) is refused, and a column that is not known is named.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from unicodedata import normalize

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from cluster_cms.text.workbooks import typed_cell

PRODUCTS, VALUES, NUMBERS = "products", "values", "part numbers"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    PRODUCTS: (
        *("key", "family", "name_ja", "name_en", "summary_ja", "summary_en", "status", "last_order_on"),
        *("successor", "applications", "related", "sort_order"),
    ),
    VALUES: (
        *("product", "property", "unit", "minimum", "typical", "maximum", "text_ja", "text_en"),
        *("condition_ja", "condition_en", "method"),
    ),
    NUMBERS: ("product", "number", "option_ja", "option_en", "former"),
}
MOST_LINES = 20_000  # of a sheet
MOST_BYTES = 60 * 1024 * 1024  # of the file when it is unpacked
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Excel 97 to 2003, and any encrypted workbook

Line = Mapping[str, str]


class Unreadable(Exception):
    """The file cannot be read; the text says why, in the active language."""


@dataclass(frozen=True)
class Fault:
    """What is wrong in a cell, where, and what would be right."""

    sheet: str
    line: int
    column: str
    value: str
    message: str


@dataclass
class Sheets:
    """The lines of each sheet by their number, and the faults of cells that could not be read."""

    lines: dict[str, dict[int, Line]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def write(sheets: Mapping[str, Iterable[Mapping[str, Any]]]) -> bytes:
    """Return the file: numbers and days as such, everything else as text."""
    book, output = Workbook(write_only=True), io.BytesIO()
    for name, columns in COLUMNS.items():
        sheet = book.create_sheet(title=name)
        sheet.freeze_panes = "B2"
        for number in range(len(columns)):
            sheet.column_dimensions[get_column_letter(number + 1)].width = 18
        sheet.append([typed_cell(sheet, column) for column in columns])
        for line in sheets[name]:
            sheet.append([typed_cell(sheet, line.get(column)) for column in columns])
    book.save(output)
    return output.getvalue()


def read(content: bytes) -> Sheets:
    """Return the lines of a file. Raises Unreadable."""
    check_archive(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True)
        found = Sheets()
        for name in COLUMNS:
            if name in book.sheetnames:
                read_sheet(found, name, book[name])
    except Unreadable:
        raise
    except Exception as error:  # whatever openpyxl meets in a damaged file
        raise Unreadable(_("The file is damaged. Open it in Excel and save it again.")) from error
    missing = [name for name in (PRODUCTS, VALUES) if name not in found.lines]
    if missing:
        raise Unreadable(_("The file has no sheet “%(name)s”.") % {"name": missing[0]})
    return found


def check_archive(content: bytes) -> None:
    """Raise Unreadable for anything but a small workbook without macros."""
    if content.startswith(OLE):
        raise Unreadable(_("This is an old or an encrypted Excel file. Save it as .xlsx without a password."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise Unreadable(_("This is no Excel file (.xlsx).")) from error
    if any("vbaproject" in entry.filename.lower() for entry in entries):
        raise Unreadable(_("The file contains macros. Save it as .xlsx."))
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise Unreadable(_("The file is too large when it is unpacked."))


def read_sheet(found: Sheets, name: str, sheet: Any) -> None:
    """Add the lines of a sheet; lines without any text are left out."""
    rows = sheet.iter_rows()
    head = [text_of(cell) for cell in next(rows, ())]
    for column in filter(None, head):
        if column not in COLUMNS[name] or head.count(column) > 1:
            found.faults.append(Fault(name, 1, column, column, _("This column is not known, or there are two of it.")))
    for column in COLUMNS[name]:
        if column not in head:
            found.faults.append(Fault(name, 1, column, "", _("This column is missing.")))
    found.lines[name] = dict(lines_of(found, name, head, rows))


def lines_of(found: Sheets, name: str, head: list[str], rows: Iterator[Any]) -> Iterator[tuple[int, Line]]:
    for number, row in enumerate(rows, start=2):
        if number > MOST_LINES:
            raise Unreadable(_("A sheet has more than %(number)d lines.") % {"number": MOST_LINES})
        line = {}
        for column, cell in zip(head, row, strict=False):
            if getattr(cell, "data_type", "") in ("f", "e"):
                sentence = _("A formula or an error stands here. Paste the value in its place.")
                found.faults.append(Fault(name, number, column, str(cell.value), sentence))
            elif column:
                line[column] = text_of(cell)
        stray = [text_of(cell) for column, cell in zip(head, row, strict=False) if not column and text_of(cell)]
        if stray or any(text_of(cell) for cell in row[len(head) :]):
            found.faults.append(Fault(name, number, "", "".join(stray[:1]), _("This column has no heading.")))
        if any(line.values()):
            yield number, line


def text_of(cell: Any) -> str:
    """Return what a cell says, as text: numbers without an exponent, days in ISO form."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, int | float):
        return f"{Decimal(str(value)):f}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return normalize("NFC", str(value)).strip()
