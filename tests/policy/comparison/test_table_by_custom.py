"""The comparison table (新旧対照表) follows the conventions of Japanese law offices, in both languages."""

import re
from copy import deepcopy
from datetime import date

from policy.comparison.comparing import Comparison, compare_documents
from policy.comparison.table import ComparisonTable, TableSide, render_table
from policy.comparison.table_rows import Row, TableLine, rows_by_part
from policy.text.canonical import Document
from tests.infrastructure.house import ROOT
from tests.policy.comparison.samples import COOKIES, DESK, OLD, PURPOSE, SECURITY, revised
from tests.policy.comparison.writing import clause, document

OLD_SIDE, NEW_SIDE = TableSide(1, date(2026, 4, 1)), TableSide(2, date(2027, 4, 1))
ADDED = clause("children", ("未成年の方", "Children"), ("保護者の同意を得てください。", "Ask your parents."))


CHECKLIST = ROOT / "docs" / "comparison-table.md"


def compared(*clauses: Document, language: str = "ja") -> Comparison:
    return compare_documents(document(*OLD), document(*clauses), language)


def html(comparison: Comparison, old: TableSide = OLD_SIDE, new: TableSide = NEW_SIDE) -> str:
    return render_table(comparison, old=old, new=new)


def row_with(words: str, comparison: Comparison) -> Row:
    """Return the first row that says something."""
    rows = (row for rows in rows_by_part(comparison, show_all=False) for row in rows)
    return next(row for row in rows if words in str(row))


def underlined(lines: list[TableLine]) -> list[str]:
    return [run.text for line in lines for run in line.runs if run.changed]


def test_the_japanese_words_are_the_customary_ones() -> None:
    text = html(compared(*revised()))
    for words in ("改正後", "改正前", "備考", "（新設）", "（削る）", "（略）", "第3項・第4項", "附則（施行期日）"):
        assert words in text


def test_changed_words_are_underlined_on_both_sides_and_nothing_is_struck_out(language: str) -> None:
    text = html(compared(*revised(), language=language))
    assert "<u>" in text
    assert "<ins" not in text
    assert "<del" not in text


def test_a_sentence_says_what_the_lines_mean() -> None:
    assert "下線の部分は改正部分です。" in html(compared(*revised()))
    assert "Underlined parts are changed." in html(compared(*revised(), language="en"))


def test_a_new_clause_stands_with_its_heading_in_its_own_column() -> None:
    row = row_with("（新設）", compared(PURPOSE, ADDED, SECURITY, COOKIES, DESK))
    assert underlined(row.new) == ["第2項　未成年の方", "保護者の同意を得てください。"]
    assert row.new[0].heading


def test_a_deleted_clause_stands_with_its_heading_in_its_own_column() -> None:
    row = row_with("（削る）", compared(PURPOSE, COOKIES, DESK))
    assert underlined(row.old)[0] == "第2項　安全管理"
    assert len(row.new) == 1


def test_a_number_that_moves_up_is_underlined_even_where_the_text_is_left_out() -> None:
    row = row_with("第3項", compared(PURPOSE, ADDED, SECURITY, COOKIES, DESK))
    assert [line.note for line in (*row.new, *row.old)] == ["（略）", "（略）"]
    assert (underlined(row.new), underlined(row.old)) == (["第3項から第5項まで"], ["第2項から第4項まで"])


def test_an_unchanged_heading_stands_above_what_changed_and_is_not_underlined() -> None:
    changed = deepcopy(COOKIES)
    changed["lead"]["ja"] = ["使うことがあります。"]
    parts = rows_by_part(compared(PURPOSE, SECURITY, changed, DESK), show_all=False)
    heading, text = next(rows for rows in parts if len(rows) == 2)
    assert not underlined(heading.new + heading.old)
    assert underlined(text.new)
    assert underlined(text.old)


def test_the_last_row_gives_the_dates_of_effect_with_what_differs_underlined() -> None:
    (row,) = ComparisonTable(compared(*OLD), OLD_SIDE, NEW_SIDE).parts[-1]
    after, before, _remarks = row
    assert (underlined(after.lines), underlined(before.lines)) == (["2027年4月1日"], ["2026年4月1日"])


def test_a_draft_without_a_day_takes_effect_when_it_is_promulgated() -> None:
    assert "公布の日から施行" in html(compared(*revised()), new=TableSide(2))
    assert "In force from the day of promulgation" in html(compared(*revised(), language="en"), new=TableSide(2))


def test_a_revision_in_force_on_no_day_has_its_state_in_the_row_of_effect() -> None:
    text = html(compared(*revised()), new=TableSide(2, state="取り下げ、施行なし"))
    assert text.count("取り下げ、施行なし") >= 1
    assert "2027" not in text


def test_supplementary_provisions_of_the_text_are_compared_like_clauses() -> None:
    head = {
        "dated": "2027-04-01",
        "clauses": [],
        **clause("effect", "附則", "この方針は、2027年4月1日から施行します。"),
    }
    new = {**document(*OLD), "supplements": [head]}
    comparison = compare_documents(document(*OLD), new, "ja")
    row = row_with("（新設）", comparison)
    assert "この方針は、2027年4月1日から施行します。" in underlined(row.new)
    assert row.new[0].heading
    assert '<p class="versus__heading">施行期日</p>' in html(comparison)
    assert "附則（施行期日）" not in html(comparison)


def test_articles_are_named_as_articles() -> None:
    old, new = ({**document(*clauses), "form": "article"} for clauses in (OLD, [PURPOSE, ADDED, SECURITY]))
    text = html(compare_documents(old, new, "ja"))
    assert "第2条　未成年の方" in text
    assert "第2項" not in text


def test_every_convention_of_the_checklist_names_tests_that_exist() -> None:
    rows = re.findall(r"^\| \d+ \| .*$", CHECKLIST.read_text(encoding="utf-8"), re.MULTILINE)
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "policy").rglob("test_*.py"))
    defined = set(re.findall(r"def (test_\w+)\(", sources))
    assert len(rows) >= 25
    assert [row for row in rows if not (named := set(re.findall(r"`(test_\w+)`", row))) or named - defined] == []
