"""The Excel file is safe to open and says what was written."""

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from openpyxl import Workbook, load_workbook

from cluster_cms.audit import AuditEntry
from contact.export import CELL_LIMIT, export_inquiries, fitting, text_cell
from contact.pages import ContactPage
from contact.records import Inquiry
from tests.contact.visit import WRITTEN, Visit

Cells = list[list[Any]]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1+1", "＝1+1", '=HYPERLINK("https://example.com")']


def exported(*inquiries: Inquiry, actor: Any) -> Cells:
    chosen = Inquiry.objects.called(*(inquiry.reference for inquiry in inquiries))
    with translation.override("en"), export_inquiries(inquiries=chosen, actor=actor) as file:
        return [list(row) for row in load_workbook(file)["Inquiries"].iter_rows()]


def column(cells: Cells, heading: str) -> Any:
    return cells[1][[cell.value for cell in cells[0]].index(heading)]


def test_every_answer_stands_under_its_heading(inquiry: Inquiry, desk: Any) -> None:
    cells = exported(inquiry, actor=desk)
    assert column(cells, "Reference").value == inquiry.reference
    assert column(cells, "Your name").value == WRITTEN["name"]
    assert column(cells, "Message").value == WRITTEN["message"]
    assert column(cells, "Subject").value == "Products and technology"
    assert column(cells, "Telephone").value == WRITTEN["phone"]
    assert column(cells, "Purpose of use").value == inquiry.purpose


@pytest.mark.parametrize("text", FORMULAS)
def test_no_answer_becomes_a_formula(text: str, visit: Callable[..., Visit], desk: Any) -> None:
    cell = column(exported(visit().send_all(company=text), actor=desk), "Company or organisation")
    assert (cell.data_type, cell.quotePrefix, cell.value) == ("s", True, text.strip())


def test_no_heading_becomes_a_formula(visit: Callable[..., Visit], contact_page: ContactPage, desk: Any) -> None:
    question = contact_page.questions.get(key="quantity")
    question.label = "=1+1"
    question.save()
    cells = exported(visit().send_all(q_quantity="5"), actor=desk)
    heading = next(cell for cell in cells[0] if cell.value == "=1+1")
    assert heading.data_type == "s"
    assert column(cells, "=1+1").value == "5"


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x1f", "\ufffe", "\ud800"])
def test_a_character_that_spoils_a_workbook_is_left_out(character: str) -> None:
    sheet = Workbook(write_only=True).create_sheet()
    assert text_cell(sheet, f"a{character}b").value == "ab"


def test_times_are_japanese_and_say_so(visit: Callable[..., Visit], clock: Any, desk: Any) -> None:
    clock.set("2026-12-01 00:30")
    cells = exported(visit().send_all(), actor=desk)
    assert column(cells, "Received (JST)").value == datetime(2026, 12, 1, 0, 30)


def test_a_cut_cell_tells_that_it_was_cut() -> None:
    with translation.override("en"):
        cut = fitting("𠮷" * CELL_LIMIT)
    assert len(cut.encode("utf-16-le")) <= 2 * CELL_LIMIT
    assert cut.endswith("characters]")
    assert fitting("字" * CELL_LIMIT) == "字" * CELL_LIMIT


def test_a_deleted_question_keeps_its_column(visit: Callable[..., Visit], contact_page: ContactPage, desk: Any) -> None:
    label = contact_page.questions.get(key="quantity").label
    inquiry = visit().send_all(q_quantity="7")
    contact_page.questions.all().delete()
    assert column(exported(inquiry, actor=desk), label).value == "7"


def test_both_languages_share_the_column_of_a_question(visit: Callable[..., Visit], desk: Any) -> None:
    first, second = visit("ja").send_all(q_quantity="1"), visit("en").send_all(q_quantity="2")
    cells = exported(first, second, actor=desk)
    place = [cell.value for cell in cells[0]].index("Quantity")
    assert sorted(row[place].value for row in cells[1:]) == ["1", "2"]


def test_the_file_comes_as_a_download_without_a_name_of_anybody(
    inquiry: Inquiry, desk: Any, signed_in: Callable[[Any], Client], clock: Any
) -> None:
    clock.set("2026-12-01 09:05")
    response = signed_in(desk).post("/admin/inquiries/export/", {"inquiry": inquiry.reference})
    assert response.headers["Content-Disposition"] == 'attachment; filename="inquiries-20261201-0905.xlsx"'
    assert "no-store" in response.headers["Cache-Control"]
    assert load_workbook(io.BytesIO(response.getvalue())).worksheets[0].max_row == 2


def test_every_exported_inquiry_is_recorded_under_one_export(inquiry: Inquiry, desk: Any) -> None:
    others = list(Inquiry.objects.exclude(pk=inquiry.pk)[:2])
    exported(inquiry, *others, actor=desk)
    entries = AuditEntry.objects.filter(action="inquiry.exported")
    assert {entry.subject for entry in entries} == {one.reference for one in (inquiry, *others)}
    assert len({entry.data for entry in entries}) == 1
    assert {entry.actor_id for entry in entries} == {desk.pk}


@pytest.mark.parametrize("ticked", ["", "made-up", "2222-2222", "2222-222\x00"])
def test_nothing_ticked_is_told_and_not_recorded(ticked: str, desk: Any, signed_in: Callable[[Any], Client]) -> None:
    response = signed_in(desk).post("/admin/inquiries/export/", {"inquiry": ticked}, follow=True)
    assert "チェック" in response.content.decode()
    assert not AuditEntry.objects.filter(action="inquiry.exported").exists()
