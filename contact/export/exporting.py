"""Exporting inquiries: recorded in one transaction, then written."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils import translation

from cluster_cms.accounts import User
from cluster_cms.clock import TOKYO
from contact.asked import question_labels
from contact.export import as_csv, as_json, as_xlsx
from contact.export.columns import Column, columns
from contact.export.recording import Order, record_export
from contact.export.rows import batches
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
    return Exported(name, content_type, in_language(translation.get_language(), write(chosen, export)))


def csv_of(chosen: list[Column], export: ExportRecord) -> Iterator[bytes]:
    return as_csv.csv_chunks(chosen, batches(export))


def json_of(chosen: list[Column], export: ExportRecord) -> Iterator[bytes]:
    return as_json.json_chunks(chosen, batches(export))


def xlsx_of(chosen: list[Column], export: ExportRecord) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as file:  # it has no name, and is gone with the process whatever happens
        as_xlsx.write_xlsx(file, chosen, batches(export), export.count)
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


FORMATS: dict[str, tuple[str, Callable[[list[Column], ExportRecord], Iterator[bytes]]]] = {
    Format.XLSX: (as_xlsx.TYPE, xlsx_of),
    Format.CSV: (as_csv.TYPE, csv_of),
    Format.JSON: (as_json.TYPE, json_of),
}
