"""Differences within the tables of a clause are marked cell by cell, in every view and file."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from cluster_cms.comparison.text_diff import MarkKind
from policy.comparison.comparing import Comparison, compare_documents
from policy.comparison.inline import render_inline
from policy.comparison.sections import UnitChange
from policy.comparison.table import ComparisonTable, TableSide, render_table
from policy.comparison.table_files import table_file
from policy.text.canonical import Document
from tests.policy.comparison.writing import clause, document, table

COLUMNS = ("取得する情報", "保存期間")
LOG, NAME = ("閲覧の記録", "1年"), ("氏名", "3年")
OLD = table("保存期間", COLUMNS, LOG, NAME)


def compared(new: Document, old: Document = OLD) -> Comparison:
    sides = [clause("kept", "保存", "次の期間、保存します。", tables=[one]) for one in (old, new)]
    return compare_documents(document(sides[0]), document(sides[1]), "ja")


def rows(comparison: Comparison) -> list[UnitChange]:
    return [unit for section in comparison.sections for unit in section.units if unit.cells]


def marked_cells(unit: UnitChange, kind: MarkKind) -> list[str]:
    """Return the words that one side marks, cell by cell; empty for a cell without a mark."""
    sides = [cell for cell in unit.cells if cell.stands_in(kind)]
    return ["".join(run.text for run in cell.runs if run.kind == kind) for cell in sides]


def test_only_the_cell_that_changed_is_marked() -> None:
    changed = [unit for unit in rows(compared(table("保存期間", COLUMNS, LOG, ("氏名", "5年")))) if unit.changed]
    assert [marked_cells(unit, MarkKind.ADDED) for unit in changed] == [["", "5"]]
    assert [marked_cells(unit, MarkKind.REMOVED) for unit in changed] == [["", "3"]]


def test_a_new_row_stands_alone_and_the_others_are_left_as_they_are() -> None:
    added = [unit for unit in rows(compared(table("保存期間", COLUMNS, LOG, ("住所", "3年"), NAME))) if unit.changed]
    assert [(unit.old, marked_cells(unit, MarkKind.ADDED)) for unit in added] == [(None, ["住所", "3年"])]


def test_a_row_whose_other_cells_are_all_new_is_still_the_same_row() -> None:
    old = table("保存期間", COLUMNS, ("甲", "使わなくなったときに消します。"))
    (unit,) = [one for one in rows(compared(table("保存期間", COLUMNS, ("甲", "5年")), old)) if one.changed]
    assert marked_cells(unit, MarkKind.ADDED) == ["", "5年"]


def test_a_column_that_came_in_between_is_marked_and_the_others_are_not() -> None:
    new = table(
        "保存期間", ("取得する情報", "根拠", "保存期間"), ("閲覧の記録", "同意", "1年"), ("氏名", "契約", "3年")
    )
    assert [marked_cells(unit, MarkKind.ADDED) for unit in rows(compared(new))] == [
        ["", "根拠", ""],
        ["", "同意", ""],
        ["", "契約", ""],
    ]
    assert {len(marked_cells(unit, MarkKind.REMOVED)) for unit in rows(compared(new))} == {2}


@pytest.mark.parametrize("kind", [MarkKind.ADDED, MarkKind.REMOVED])
def test_as_one_line_a_row_gives_back_both_texts(kind: MarkKind) -> None:
    new = table("保存期間", ("取得する情報", "根拠", "保存期間"), ("閲覧の記録", "同意", "2年"))
    for unit in rows(compared(new)):
        side = unit.new if kind == MarkKind.ADDED else unit.old
        line = "".join(run.text for run in unit.runs if run.kind in (kind, MarkKind.SAME))
        assert line == (side.text if side else "")


def test_the_page_prints_cells_and_underlines_within_them() -> None:
    html = render_table(compared(table("保存期間", COLUMNS, LOG, ("氏名", "5年"))), old=TableSide(1), new=TableSide(2))
    assert html.count('<p class="versus__cells"><span>氏名</span><span><u>') == 2
    assert "閲覧の記録" not in html


def test_the_marked_text_marks_within_the_row() -> None:
    html = render_inline(compared(table("保存期間", COLUMNS, LOG, ("氏名", "5年"))))
    assert "氏名 | <del>" in html


def test_word_has_a_table_within_the_cell_and_excel_a_line() -> None:
    found = ComparisonTable(compared(table("保存期間", COLUMNS, LOG, ("氏名", "5年"))), TableSide(1), TableSide(2))
    parts = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml"}
    xml = {
        kind: ZipFile(BytesIO(table_file(found, kind, title="", sources=[]))).read(part).decode()
        for kind, part in parts.items()
    }
    assert xml["docx"].count("<w:tbl>") == 3
    assert xml["xlsx"].count("氏名 | ") == 2
