"""Runs an export: records it, lists its inquiries, and streams them in the chosen format."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.module_loading import import_string

from cluster_cms.clock import TOKYO
from cluster_cms.security.accounts import User
from cluster_cms.text.csv_cells import CSV_TYPE, csv_pieces, in_language, printed
from contact.exports.cells import Cell, flat, part_heading, split_row
from contact.exports.columns import Column, cell_columns, columns, question_labels
from contact.exports.record_export import ExportRequest, list_inquiries, record_export
from contact.exports.rows import Row, batches
from contact.models import ExportFormat, ExportRecord, InquiryQuerySet

Writer = Callable[[list[Column], Iterator[list[Row]], int], Iterator[bytes]]

MAX_XLSX_INQUIRIES = 1_000_000  # a sheet has 1,048,576 rows; some texts go on in further rows
# Content type and writer of each format. A writer is imported when it is needed: openpyxl takes 5 MiB and 0.15 s.
FORMATS: dict[str, tuple[str, str]] = {
    ExportFormat.XLSX: (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "contact.exports.xlsx.xlsx_chunks",
    ),
    ExportFormat.CSV: (CSV_TYPE, "contact.exports.exporting.csv_chunks"),
    ExportFormat.JSON: ("application/json", "contact.exports.exporting.json_chunks"),
}


@dataclass(frozen=True)
class Exported:
    """A file to send. Its name holds the number of the export and nothing about anybody."""

    name: str
    content_type: str
    chunks: Iterator[bytes]


def export_inquiries(*, inquiries: InquiryQuerySet, actor: User, order: ExportRequest) -> Exported:
    """Record the export and return its file, in the active language. Raises NothingToExport, TransferRefused."""
    chosen = [column for column in columns(question_labels()) if column.key in order.columns]
    export = record_export(inquiries=inquiries, actor=actor, order=order)
    content_type, path = FORMATS[order.form]
    writer: Writer = import_string(path)
    name = f"inquiries-export-{export.number}-{export.at.astimezone(TOKYO):%Y%m%d}.{order.form.value}"
    chunks = writer(chosen, listed_batches(export, inquiries, actor, order), inquiries.count())
    return Exported(name, content_type, in_language(translation.get_language(), chunks))


def listed_batches(
    export: ExportRecord, inquiries: InquiryQuerySet, actor: User, order: ExportRequest
) -> Iterator[list[Row]]:
    """List the inquiries of the export as soon as the first batch is asked for, then yield the batches."""
    list_inquiries(export=export, inquiries=inquiries, actor=actor, order=order)
    yield from batches(export)


def csv_chunks(columns: list[Column], batches: Iterable[list[Row]], _count: int) -> Iterator[bytes]:
    """Yield the file piece by piece, beginning with the headings."""
    headings = [*(column.heading for column in columns), part_heading()]
    tables = (cell_columns(columns, batch) for batch in batches)
    yield from csv_pieces(headings, ((row for found in table for row in cell_rows(*found)) for table in tables))


def cell_rows(table: list[Sequence[Cell]], long: bool) -> Iterator[Sequence[Cell]]:
    """Yield the rows of a table; an inquiry is one row, unless an answer is longer than a cell."""
    if not long:
        yield from zip(*table, [""] * len(table[0]), strict=True)
        return
    for cells in zip(*table, strict=True):
        yield from split_row([printed(cell) if isinstance(cell, list) else flat(cell) for cell in cells])


def json_chunks(columns: list[Column], batches: Iterable[list[Row]], _count: int) -> Iterator[bytes]:
    """Yield a JSON array with an object for each inquiry, piece by piece."""
    yield b"["
    before = "\n"
    for batch in batches:
        texts = [json.dumps({column.key: column.raw(row) for column in columns}, ensure_ascii=False) for row in batch]
        if texts:
            yield (before + ",\n".join(texts)).encode("utf-8", "surrogatepass")
            before = ",\n"
    yield b"\n]\n"
