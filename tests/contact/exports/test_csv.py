"""Japanese Excel opens the CSV by double click, and it is right."""

from collections.abc import Callable
from typing import Any

import pytest

from contact.models import ExportFormat, Inquiry
from contact.pages import ContactPage
from tests.contact.exports.exporting import FORMULAS, csv_rows, exported, rewrite
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
    assert row == {"Reference": inquiry.reference, "Email address": WRITTEN["mail"], "Part": ""}


def test_more_than_one_batch_comes_newest_first_and_once(
    inquiry: Inquiry, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("contact.exports.rows.BATCH", 2)
    Inquiry.objects.exclude(pk=inquiry.pk).update(received_at=inquiry.received_at)
    everything = list(Inquiry.objects.all())
    rows = csv_rows(exported(ExportFormat.CSV, everything, desk))
    assert sorted(row["Reference"] for row in rows) == sorted(one.reference for one in everything)
