"""Runs an export: record it, list its inquiries, stream them in the chosen format."""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils import translation

from cluster_cms.clock import TOKYO
from cluster_cms.security.accounts import User
from contact.exports import csv, xlsx
from contact.exports.columns import Column, columns, question_labels
from contact.exports.record_export import ExportRequest, list_inquiries, record_export
from contact.exports.rows import Row, batches
from contact.models import ExportFormat, ExportRecord, InquiryQuerySet

JSON_TYPE = "application/json"
FILE_BLOCK = 256 * 1024  # bytes


def json_chunks(columns: list[Column], batches: Iterable[list[Row]]) -> Iterator[bytes]:
    """Yield one array, an object for each inquiry, piece by piece."""
    yield b"["
    before = "\n"
    for batch in batches:
        texts = [json.dumps({column.key: column.raw(row) for column in columns}, ensure_ascii=False) for row in batch]
        if texts:
            yield (before + ",\n".join(texts)).encode("utf-8", "surrogatepass")
            before = ",\n"
    yield b"\n]\n"


@dataclass(frozen=True)
class Exported:
    """A file to send; its name says which export it is and nothing of anybody."""

    name: str
    content_type: str
    chunks: Iterator[bytes]


def export_inquiries(*, inquiries: InquiryQuerySet, actor: User, order: ExportRequest) -> Exported:
    """Record the export and return its file, in the active language. Raises NothingToExport."""
    chosen = [column for column in columns(question_labels()) if column.key in order.columns]
    export = record_export(inquiries=inquiries, actor=actor, order=order)
    content_type, write = FORMATS[order.form]
    day = export.at.astimezone(TOKYO)
    name = f"inquiries-export-{export.number}-{day:%Y%m%d}.{order.form.value}"
    rows = listed_batches(export, inquiries, actor, order)
    return Exported(name, content_type, in_language(translation.get_language(), write(chosen, rows, inquiries.count())))


def listed_batches(
    export: ExportRecord, inquiries: InquiryQuerySet, actor: User, order: ExportRequest
) -> Iterator[list[Row]]:
    list_inquiries(export=export, inquiries=inquiries, actor=actor, order=order)
    yield from batches(export)


def csv_of(chosen: list[Column], rows: Iterator[list[Row]], _count: int) -> Iterator[bytes]:
    return csv.csv_chunks(chosen, rows)


def json_of(chosen: list[Column], rows: Iterator[list[Row]], _count: int) -> Iterator[bytes]:
    return json_chunks(chosen, rows)


def xlsx_of(chosen: list[Column], rows: Iterator[list[Row]], count: int) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as file:  # it has no name, and is gone with the process whatever happens
        xlsx.write_xlsx(file, chosen, rows, count)
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
    ExportFormat.XLSX: (xlsx.TYPE, xlsx_of),
    ExportFormat.CSV: (csv.TYPE, csv_of),
    ExportFormat.JSON: (JSON_TYPE, json_of),
}
