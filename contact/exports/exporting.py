"""Runs an export: records it, lists its inquiries, and streams them in the chosen format."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils import translation
from django.utils.module_loading import import_string

from cluster_cms.clock import TOKYO
from cluster_cms.security.accounts import User
from contact.exports.columns import Column, columns, question_labels
from contact.exports.record_export import ExportRequest, list_inquiries, record_export
from contact.exports.rows import Row, batches
from contact.models import ExportFormat, ExportRecord, InquiryQuerySet

Writer = Callable[[list[Column], Iterator[list[Row]], int], Iterator[bytes]]

CSV_TYPE = "text/csv; charset=utf-8"
MAX_XLSX_INQUIRIES = 1_000_000  # a sheet has 1,048,576 rows; some texts go on in further rows
# Content type and writer of each format. A writer is imported when it is needed: openpyxl takes 5 MiB and 0.15 s.
FORMATS: dict[str, tuple[str, str]] = {
    ExportFormat.XLSX: (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "contact.exports.xlsx.xlsx_chunks",
    ),
    ExportFormat.CSV: (CSV_TYPE, "contact.exports.csv.csv_chunks"),
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


def in_language(language: str | None, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the chunks, each made in a language: they are streamed after the request and its language are over."""
    done = False
    while not done:
        with translation.override(language):
            chunk = next(chunks, None)
        done = chunk is None
        if chunk:
            yield chunk
