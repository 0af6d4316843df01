"""Exporting inquiries to Excel: safe to open, true to what was written, and told to the audit chain."""

import re
import uuid
from collections.abc import Iterable, Iterator
from io import BytesIO

from django.db import transaction
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from cluster_cms import audit
from cluster_cms.accounts import User
from cluster_cms.clock import TOKYO
from contact import answers
from contact.form.forms import core_fields
from contact.records import Inquiry, InquiryQuerySet

CELL_LIMIT = 32_767  # UTF-16 units in one cell (Excel specifications and limits)
# What XML 1.0 cannot hold (2.2, Char); one such character would spoil the whole file.
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
TIME_FORMAT = "yyyy-mm-dd hh:mm"
WIDTHS = (14, 18, 12, 12, 12, 22)


@transaction.atomic
def export_inquiries(*, inquiries: InquiryQuerySet, actor: User) -> BytesIO:
    """Return the inquiries as an XLSX file; each gets an audit entry under one export number."""
    chosen = inquiries.latest_first().select_related("policy_revision")
    references = list(chosen.values_list("reference", flat=True))
    number = uuid.uuid4().hex
    for reference in references:
        audit.record(
            "inquiry.exported", actor=actor, subject=reference, data={"export": number, "count": len(references)}
        )
    file = BytesIO()
    workbook(chosen).save(file)
    file.seek(0)
    return file


def workbook(inquiries: InquiryQuerySet) -> Workbook:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Inquiries"))
    for place, width in enumerate(WIDTHS):
        sheet.column_dimensions["ABCDEF"[place]].width = width
    sheet.freeze_panes = "B2"
    extra = question_columns(inquiries)
    sheet.append([text_cell(sheet, text) for text in headings(extra)])
    for inquiry in inquiries.iterator(chunk_size=200):
        sheet.append(row(sheet, inquiry, extra))
    return book


def headings(extra: dict[str, str]) -> Iterator[str]:
    yield from (_("Reference"), _("Received (JST)"), _("Status"), _("Language"))
    yield from (str(field.label) for field in core_fields().values())
    yield from extra.values()
    yield from (_("Page"), _("Purpose of use"), _("Policy revision"))


def question_columns(inquiries: InquiryQuerySet) -> dict[str, str]:
    """Return the keys of all questions answered, each with its newest label."""
    asked = inquiries.values_list("pk", "question_keys").iterator()
    newest = {key: pk for pk, keys in reversed(list(asked)) for key in keys}
    holders = Inquiry.objects.in_bulk(set(newest.values()))
    labels = {pk: {answer["key"]: answer["label"] for answer in one.answers} for pk, one in holders.items()}
    return {key: labels[pk].get(key, key) for key, pk in newest.items()}


def row(sheet: WriteOnlyWorksheet, inquiry: Inquiry, extra: Iterable[str]) -> list[Cell]:
    given = {answer["key"]: answers.shown(answer) for answer in inquiry.answers}
    received = WriteOnlyCell(sheet, inquiry.received_at.astimezone(TOKYO).replace(tzinfo=None))
    received.number_format = TIME_FORMAT
    texts = [
        inquiry.get_status_display(),
        inquiry.get_language_display(),
        *(given.get(key, "") for key in core_fields()),
        *(given.get(key, "") for key in extra),
        inquiry.page_title,
        inquiry.purpose,
        str(inquiry.policy_revision.number),
    ]
    return [text_cell(sheet, inquiry.reference), received, *(text_cell(sheet, text) for text in texts)]


def text_cell(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    """Return a cell that is text whatever it begins with, so that no formula ever runs."""
    cell = WriteOnlyCell(sheet, fitting(NOT_XML.sub("", text)))
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def fitting(text: str) -> str:
    """Return the text, cut to what a cell holds; a cut is told at its end."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * CELL_LIMIT:
        return text
    told = " " + _("[cut here: a cell holds no more than %(limit)s characters]") % {"limit": CELL_LIMIT}
    kept = units[: 2 * (CELL_LIMIT - len(told))]
    return kept.decode("utf-16-le", "ignore") + told
