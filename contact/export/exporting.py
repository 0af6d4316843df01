"""Exporting inquiries: its number is taken, its headings leave, its inquiries are listed, then they leave.

Listing 100,000 inquiries takes most of a second; with the headings on their way nobody has to wonder meanwhile.
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils import translation

from cluster_cms.accounts import User
from cluster_cms.clock import TOKYO
from contact.asked import question_labels
from contact.export import as_csv, as_json, as_xlsx
from contact.export.columns import Column, columns
from contact.export.recording import Order, list_inquiries, record_export
from contact.export.rows import Row, batches
from contact.records import ExportRecord, Format, InquiryQuerySet

FILE_BLOCK = 256 * 1024  # bytes


@dataclass(frozen=True)
class Exported:
    """A file to send; its name says which export it is and nothing of anybody."""

    name: str
    content_type: str
    chunks: Iterator[bytes]


def export_inquiries(*, inquiries: InquiryQuerySet, actor: User, order: Order) -> Exported:
    """Record the export and return its file, in the active language. Raises NothingToExport."""
    chosen = [column for column in columns(question_labels()) if column.key in order.columns]
    export = record_export(inquiries=inquiries, actor=actor, order=order)
    content_type, write = FORMATS[order.form]
    day = export.at.astimezone(TOKYO)
    name = f"inquiries-export-{export.number}-{day:%Y%m%d}.{order.form.value}"
    rows = listed_batches(export, inquiries, actor, order)
    return Exported(name, content_type, in_language(translation.get_language(), write(chosen, rows, inquiries.count())))


def listed_batches(export: ExportRecord, inquiries: InquiryQuerySet, actor: User, order: Order) -> Iterator[list[Row]]:
    list_inquiries(export=export, inquiries=inquiries, actor=actor, order=order)
    yield from batches(export)


def csv_of(chosen: list[Column], rows: Iterator[list[Row]], _count: int) -> Iterator[bytes]:
    return as_csv.csv_chunks(chosen, rows)


def json_of(chosen: list[Column], rows: Iterator[list[Row]], _count: int) -> Iterator[bytes]:
    return as_json.json_chunks(chosen, rows)


def xlsx_of(chosen: list[Column], rows: Iterator[list[Row]], count: int) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as file:  # it has no name, and is gone with the process whatever happens
        as_xlsx.write_xlsx(file, chosen, rows, count)
        file.seek(0)
        while block := file.read(FILE_BLOCK):
            yield block


def in_language(language: str | None, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Make each piece in the language of the request, which is over when they are sent."""
    done = False
    while not done:
        with translation.override(language):
            piece = next(chunks, None)
        done = piece is None
        if piece:
            yield piece


Writer = Callable[[list[Column], Iterator[list[Row]], int], Iterator[bytes]]
FORMATS: dict[str, tuple[str, Writer]] = {
    Format.XLSX: (as_xlsx.TYPE, xlsx_of),
    Format.CSV: (as_csv.TYPE, csv_of),
    Format.JSON: (as_json.TYPE, json_of),
}
