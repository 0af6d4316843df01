"""Writes small workbooks: numbers, days and times as such, all else as text that no formula hides in."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from cluster_cms.text.cell_guard import clean

TIME_FORMAT = "yyyy-mm-dd hh:mm"


def write_workbook(title: str, headings: Iterable[str], rows: Iterable[Iterable[Any]], output: BinaryIO) -> None:
    """Write a workbook of one sheet; moments are naive."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=title)
    for row in (headings, *rows):
        sheet.append([typed_cell(sheet, value) for value in row])
    book.save(output)


def typed_cell(sheet: Any, value: Any) -> Any:
    """Return a value for a sheet."""
    if value is None or isinstance(value, bool | int | float | Decimal):
        return value
    cell: Any = WriteOnlyCell(sheet)
    if isinstance(value, date | time):
        cell.value = value
        cell.number_format = TIME_FORMAT if isinstance(value, datetime) else cell.number_format
    else:
        cell.value = clean(str(value))
        cell.data_type, cell.quotePrefix = "s", True
    return cell
