"""The two views: everything escaped, each mark shown in three ways, the table by the custom of law offices."""

import re
from copy import deepcopy
from datetime import date

import pytest
from django.utils import translation
from django.utils.translation import pgettext

from policy.comparison.comparing import Comparison, compare_documents
from policy.comparison.inline import render_inline
from policy.comparison.table import TableSide, render_table
from policy.text.canonical import Document
from tests.policy.comparison.samples import COOKIES, DESK, OLD, PURPOSE, SECURITY, revised
from tests.policy.comparison.writing import IDENTITY, clause, document, item

OLD_SIDE, NEW_SIDE = TableSide(1, date(2026, 4, 1)), TableSide(2, date(2027, 4, 1))
EFFECT = "Supplementary provisions (effective date)"
ATTACK = "<script>alert(1)</script>"


def compared(*clauses: Document, language: str = "en") -> Comparison:
    return compare_documents(document(*OLD), document(*clauses), language)


def table(comparison: Comparison, *, show_all: bool = False, switch: str = "", newer_first: bool = True) -> str:
    return render_table(
        comparison, old=OLD_SIDE, new=NEW_SIDE, show_all=show_all, switch=switch, newer_first=newer_first
    )


def rows(html: str) -> list[list[str]]:
    """Return the words of each cell, row by row."""
    cells = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S) for row in re.findall(r"<tr.*?</tr>", html, re.S)]
    return [[" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for cell in row] for row in cells]


@pytest.mark.parametrize("old,new", [("", ATTACK), (ATTACK, ""), (ATTACK, f"{ATTACK} again"), (ATTACK, ATTACK)])
def test_a_script_stays_text_wherever_it_stands(old: str, new: str, language: str) -> None:
    sides = []
    for text in (old, new):
        identity = {**IDENTITY, "operator": {**IDENTITY["operator"], "address": {"ja": text, "en": text}}}
        parts = [clause("a", text, text, items=[item(text, text)], closing=[text])]
        sides.append(document(*parts, title=text, intro=[text], identity=identity))
    result = compare_documents(sides[0], sides[1], language)
    for html in (render_inline(result, show_all=True), table(result, show_all=True)):
        assert "<script" not in html
        assert "&lt;script&gt;" in html


def test_marks_are_shown_by_element_and_by_hidden_words(language: str) -> None:
    with translation.override(language):
        hidden = [pgettext("before marked words", words) for words in ("[added: ", "[removed: ")]
    marked_text = render_inline(compared(*revised(), language=language))
    assert f'<ins><span class="sr-only">{hidden[0]}</span>' in marked_text
    assert f'<del><span class="sr-only">{hidden[1]}</span>' in marked_text
    for words in hidden:
        assert f'<u><span class="sr-only">{words}</span>' in table(compared(*revised(), language=language))


def test_unchanged_clauses_are_folded_and_unfold_by_the_switch() -> None:
    result = compared(*revised())
    short, full = render_inline(result, switch="?all=1"), render_inline(result, show_all=True, switch="?")
    assert "<summary>Item 3 and Item 4: no change</summary>" in short
    assert 'href="?all=1"' in short
    assert "<details" not in full
    assert 'id="cookies"' in full


def test_a_folded_clause_with_another_number_says_so() -> None:
    result = compared(PURPOSE, clause("a", "A", "b"), SECURITY, COOKIES, DESK)
    assert "<summary>Item 3 to Item 5 (formerly Item 2 to Item 4): no change</summary>" in render_inline(result)


def test_the_table_leaves_out_what_did_not_change_by_custom() -> None:
    assert rows(table(compared(*revised()))) == [
        ["After Revision 2 In force from 1 April 2027", "Before Revision 1 In force from 1 April 2026", "Remarks"],
        ["Title and introduction (omitted)", "Title and introduction (omitted)", ""],
        ["(deleted)", "[removed: Item 1 Purpose ] [removed: We use it to answer you. ]", ""],
        ["[added: Item 1 Children ] [added: Ask your parents. ]", "(new)", ""],
        ["Item 2 Security", "Item 2 Security", ""],
        ["(omitted) (a) (omitted)", "(omitted) (a) (omitted)", ""],
        ["[added: (b) Papers are kept locked. ]", "(new)", ""],
        ["[added: (c)–(c)ii. ] (omitted) (omitted)", "[removed: (b)–(b)ii. ] (omitted) (omitted)", ""],
        ["Item 3 and Item 4 (omitted)", "Item 3 and Item 4 (omitted)", ""],
        ["Operator and desk (omitted)", "Operator and desk (omitted)", ""],
        [f"{EFFECT} In force from [added: 1 April 2027 ]", f"{EFFECT} In force from [removed: 1 April 2026 ]", ""],
    ]


def test_the_whole_table_leaves_nothing_out(language: str) -> None:
    html = table(compared(*revised(), language=language), show_all=True)
    with translation.override(language):
        assert pgettext("comparison table", "(omitted)") not in html
    for words in ("desk@example.com", {"ja": "使いません。", "en": "We use none."}[language]):
        assert html.count(words) == 2


def test_the_order_of_the_columns_is_a_choice() -> None:
    printed = rows(table(compared(*revised()), newer_first=False))
    assert [cell.split()[0] for cell in printed[0]] == ["Before", "After", "Remarks"]
    assert ["(new)", "[added: Item 1 Children ] [added: Ask your parents. ]", ""] in printed


def test_remarks_name_from_where_a_clause_moved_and_where_words_went() -> None:
    rest, split = deepcopy(SECURITY), clause("contractors", "Contractors")
    split["lead"], rest["closing"] = rest["closing"], {"ja": [], "en": []}
    remarks = [row[2] for row in rows(table(compared(DESK, PURPOSE, rest, split, COOKIES))) if len(row) == 3]
    assert "From Item 4" in remarks
    assert "To Item 4" in remarks
    assert "From Item 2" in remarks


def test_equal_revisions_are_said_to_be_equal() -> None:
    for html in (render_inline(compared(*OLD)), table(compared(*OLD))):
        assert "The two revisions read the same." in html
        assert "<ins>" not in html
