"""The Excel file is safe to open and says what was written."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from contact.models import ExportFormat, Inquiry
from contact.pages import ContactPage
from tests.contact.exports.exporting import FORMULAS, ODD, exported, rewrite, xlsx_cells, xlsx_rows
from tests.contact.visit import WRITTEN, Visit


def row_of(*inquiries: Inquiry, actor: Any) -> dict[str, Any]:
    return xlsx_rows(exported(ExportFormat.XLSX, inquiries, actor))[0]


def test_every_answer_is_under_its_heading(inquiry: Inquiry, desk: Any) -> None:
    row = row_of(inquiry, actor=desk)
    assert row["Reference"] == inquiry.reference
    assert row["Your name"] == WRITTEN["name"]
    assert row["Message"] == WRITTEN["message"]
    assert row["Subject"] == "Products and technology"
    assert row["Telephone"] == WRITTEN["phone"]
    assert row["Purpose of use"] == inquiry.purpose


@pytest.mark.parametrize("text", [*FORMULAS, *ODD])
def test_every_answer_is_text_and_no_formula(text: str, inquiry: Inquiry, desk: Any) -> None:
    rewrite(inquiry, company=text)
    cell = xlsx_cells(exported(ExportFormat.XLSX, [inquiry], desk))[0]["Company or organisation"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.value.strip() == text.replace("\x08", "").strip()


def test_no_heading_becomes_a_formula(visit: Callable[..., Visit], contact_page: ContactPage, desk: Any) -> None:
    question = contact_page.questions.get(key="quantity")
    question.label = "=1+1"
    question.save()
    inquiry = visit().send_all(q_quantity="5")
    assert row_of_language(inquiry, desk)["=1+1"] == "5"


def row_of_language(inquiry: Inquiry, actor: Any) -> dict[str, Any]:
    return xlsx_rows(exported(ExportFormat.XLSX, [inquiry], actor, language="ja"))[0]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x1f", "\ufffe"])
def test_a_character_that_xml_cannot_hold_is_left_out(character: str, inquiry: Inquiry, desk: Any) -> None:
    rewrite(inquiry, message=f"a{character}b")
    assert row_of(inquiry, actor=desk)["Message"] == "ab"


@pytest.mark.parametrize("text", ["<b>&amp;</b>", "]]>", "_x0041_", " blanks  ", "one\ntwo", "𠮷野家"])
def test_markup_and_codes_stay_text(text: str, inquiry: Inquiry, desk: Any) -> None:
    rewrite(inquiry, message=text)
    assert row_of(inquiry, actor=desk)["Message"] == text


def test_times_are_in_japan_and_say_so(visit: Callable[..., Visit], clock: Any, desk: Any) -> None:
    clock.set("2026-12-01 00:30")
    assert row_of(visit().send_all(), actor=desk)["Received (JST)"] == datetime(2026, 12, 1, 0, 30)


@pytest.mark.parametrize("text", ["字" * 40_000, "𠮷" * 40_000], ids=["one unit", "two units"])
def test_a_text_longer_than_a_cell_goes_on_in_the_next_row(text: str, inquiry: Inquiry, desk: Any) -> None:
    rewrite(inquiry, message=text)
    rows = xlsx_rows(exported(ExportFormat.XLSX, [inquiry], desk))
    assert "".join(row["Message"] for row in rows) == text
    assert {row["Reference"] for row in rows} == {inquiry.reference}
    assert [row["Part"] for row in rows] == [f"part {number} of {len(rows)}" for number in range(1, len(rows) + 1)]
    assert all(len(row["Message"].encode("utf-16-le")) <= 2 * 32_767 for row in rows)
    assert [row["Your name"] for row in rows][1:] == [""] * (len(rows) - 1)


def test_a_deleted_question_keeps_its_column(visit: Callable[..., Visit], contact_page: ContactPage, desk: Any) -> None:
    label = contact_page.questions.get(key="quantity").label
    inquiry = visit().send_all(q_quantity="7")
    contact_page.questions.all().delete()
    assert row_of_language(inquiry, desk)[label] == "7"


def test_both_languages_share_the_column_of_a_question(visit: Callable[..., Visit], desk: Any) -> None:
    both = visit("ja").send_all(q_quantity="1"), visit("en").send_all(q_quantity="2")
    assert sorted(row["Quantity"] for row in xlsx_rows(exported(ExportFormat.XLSX, both, desk))) == ["1", "2"]
