"""Japanese Excel opens the CSV by double click, and it is right."""

from collections.abc import Callable
from typing import Any

import pytest

from cluster_cms.text.csv_cells import guarded
from contact.models import ExportFormat, Inquiry
from contact.pages import ContactPage
from tests.contact.exports.exporting import FORMULAS, ODD, csv_rows, exported, rewrite
from tests.contact.visit import WRITTEN, Visit


def test_it_is_utf_8_with_a_mark_and_windows_line_ends(inquiry: Inquiry, desk: Any) -> None:
    content = exported(ExportFormat.CSV, [inquiry], desk, language="ja")
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert csv_rows(content)[0]["お名前"] == WRITTEN["name"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_gets_an_apostrophe(text: str, inquiry: Inquiry, desk: Any) -> None:
    rewrite(inquiry, company=text)
    row = csv_rows(exported(ExportFormat.CSV, [inquiry], desk))[0]
    assert row["Company or organisation"] == "'" + text.replace("\x08", "")


@pytest.mark.parametrize("text", ODD)
def test_what_excel_would_show_differently_gets_one_too(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    [
        "12E+3",
        "1E-5",
        "1.5E+3",
        "3:45 PM",
        "5 PM",
        "午後3:45",
        "10時30分",
        "2026/12/1 10:00",
        "2026-12-01T10:00",
        "1-Dec-26 10:00",
        "(1,000)",
        "1 1/2",
        "$ 5",
        "\uff11\uff12",
        "#N/A",
        "#DIV/0!",
        "1\x08-2",
    ],
)
def test_numbers_times_and_errors_of_any_spelling_get_one_too(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    [
        "06-1234-5678",
        "090-1234-5678",
        "5000",
        "0",
        "山田",
        "a=b",
        "K7QM-2XFD",
        "2222-2345",
        "MARS 5A",
        "令和電機",
        "true story",
        "1,234 pcs",
        "123.45",
        "Mary 5",
        "#1 supplier",
        "①",
        "",
    ],
)
def test_everything_else_stays_as_it_was_written(text: str) -> None:
    assert guarded(text) == text


def test_each_of_several_answers_is_guarded(visit: Callable[..., Visit], desk: Any) -> None:
    inquiry = rewrite(visit().send_all(q_field=["微細成形"]), field=["parts", "=1+1"])
    row = csv_rows(exported(ExportFormat.CSV, [inquiry], desk, language="ja"))[0]
    assert row["関心のある分野"] == "parts\n'=1+1"


def test_headings_are_guarded(visit: Callable[..., Visit], contact_page: ContactPage, desk: Any) -> None:
    question = contact_page.questions.get(key="quantity")
    question.label = "=1+1"
    question.save()
    row = csv_rows(exported(ExportFormat.CSV, [visit().send_all(q_quantity="5")], desk, language="ja"))[0]
    assert row["'=1+1"] == "5"


def test_a_time_after_midnight_in_tokyo_is_of_the_new_day(visit: Callable[..., Visit], clock: Any, desk: Any) -> None:
    clock.set("2026-12-01 00:30")
    assert csv_rows(exported(ExportFormat.CSV, [visit().send_all()], desk))[0]["Received (JST)"] == "2026-12-01 00:30"


def test_a_long_text_goes_on_in_the_next_row(inquiry: Inquiry, desk: Any) -> None:
    rewrite(inquiry, message="字" * 40_000)
    rows = csv_rows(exported(ExportFormat.CSV, [inquiry], desk))
    assert "".join(row["Message"] for row in rows) == "字" * 40_000
    assert [row["Part"] for row in rows] == ["part 1 of 2", "part 2 of 2"]


def test_columns_not_chosen_are_left_out(inquiry: Inquiry, desk: Any) -> None:
    row = csv_rows(exported(ExportFormat.CSV, [inquiry], desk, columns=frozenset({"reference", "mail"})))[0]
    assert row == {"Reference": inquiry.reference, "Mail address": WRITTEN["mail"], "Part": ""}


def test_more_than_one_batch_comes_newest_first_and_once(
    inquiry: Inquiry, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("contact.exports.rows.BATCH", 2)
    Inquiry.objects.exclude(pk=inquiry.pk).update(received_at=inquiry.received_at)
    everything = list(Inquiry.objects.all())
    rows = csv_rows(exported(ExportFormat.CSV, everything, desk))
    assert sorted(row["Reference"] for row in rows) == sorted(one.reference for one in everything)
