"""Exporting in tests: the bytes of a file, its rows, and inquiries whose answers are odd."""

import csv
import io
import json
import re
from collections.abc import Iterable
from typing import Any

from django.utils import translation
from openpyxl import load_workbook

from contact.exports.columns import columns, question_labels
from contact.exports.exporting import export_inquiries
from contact.exports.record_export import ExportRequest
from contact.models import ExportFormat, ExportReason, Inquiry
from tests.contact.transfers.giving import answering, to_desk

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "\u3000=1+1",
    "\x08=1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(1)",
    '=HYPERLINK("https://example.com")',
]
ODD = [
    "0312345678",
    "1-2",
    "2026-12",
    "12345678901234567890",
    "1e5",
    "(3)",
    "1.10",
    "\uff10\uff11\uff12",
    "TRUE",
    "false",
    "50%",
    "¥1,000",
    "MAR1",
    "3-Dec",
    "Jan 2026",
    "1月2日",
    "2026年1月2日",
    "令和8年1月2日",
    "R8.1.2",
]
CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def rewrite(inquiry: Inquiry, **changes: Any) -> Inquiry:
    """Store answers as no form would take them."""
    for answer in inquiry.answers:
        answer["value"] = changes.get(answer["key"], answer["value"])
    inquiry.save()
    return inquiry


def exported(
    form: ExportFormat, inquiries: Iterable[Inquiry], actor: Any, *, language: str = "en", **order: Any
) -> bytes:
    chosen = Inquiry.objects.with_references(*(inquiry.reference for inquiry in inquiries))
    everything = frozenset(column.key for column in columns(question_labels()))
    to = {"destination": to_desk(), "purpose": answering()}
    order = {"reason": ExportReason.ANSWERING, "columns": everything, **to, **order}
    with translation.override(language):
        return b"".join(export_inquiries(inquiries=chosen, actor=actor, order=ExportRequest(form=form, **order)).chunks)


def csv_rows(content: bytes) -> list[dict[str, str]]:
    """Read a file as Excel would: the mark says that it is UTF-8."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def json_rows(content: bytes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(content)
    return found


def xlsx_cells(content: bytes) -> list[dict[str, Any]]:
    """Return the cells of each row by their heading."""
    heads, *rows = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows()
    return [{str(head.value): cell for head, cell in zip(heads, row, strict=True)} for row in rows]


def xlsx_rows(content: bytes) -> list[dict[str, Any]]:
    """Return what Excel shows; openpyxl leaves _x005F_ as it stands."""
    return [{head: shown(cell.value) for head, cell in row.items()} for row in xlsx_cells(content)]


def shown(value: Any) -> Any:
    return CODE.sub(lambda found: chr(int(found[1], 16)), value) if isinstance(value, str) else value or ""
