"""Which marks number a clause, an item or a sub-item, and which beginnings of lines are only text."""

import pytest

from policy.pasting.parsing import parse
from tests.policy.pasting.outline import headings, outline

CLAUSE_NUMBERS = [
    ("1. ", "2. "),
    ("1.", "2."),
    ("1 ", "2 "),
    ("1\t", "2\t"),
    ("１．", "２．"),
    ("１　", "２　"),
    ("1、", "2、"),
    ("第1条　", "第2条　"),
    ("第 １ 条 ", "第 ２ 条 "),
    ("第一条　", "第二条　"),
    ("Article 1 ", "Article 2 "),
    ("Article I. ", "Article II. "),
    ("Item 1: ", "Item 2: "),
    ("Section 1. ", "Section 2. "),
    ("I. ", "II. "),
    ("Ⅰ　", "Ⅱ　"),
    ("(1) ", "(2) "),
    ("【1】", "【2】"),
    ("1) ", "2) "),
    ("一、", "二、"),
    ("\u00a01.\u00a0", "\u00a02.\u00a0"),
]
ITEM_MARKS = [
    ("(1) ", "(2) "),
    ("（１）", "（２）"),
    ("⑴", "⑵"),
    ("①", "②"),
    ("1) ", "2) "),
    ("(a) ", "(b) "),
    ("a. ", "b. "),
    ("(i) ", "(ii) "),
    ("i. ", "ii. "),
    ("• ", "• "),
    ("・", "・"),
    ("- ", "- "),
    ("– ", "– "),
    ("* ", "* "),
    ("\uf0b7\t", "\uf0b7\t"),
    ("ア　", "イ　"),
    ("イ　", "ロ　"),
    ("一　", "二　"),
    ("1.1 ", "1.2 "),
]


@pytest.mark.parametrize("first, second", CLAUSE_NUMBERS)
def test_a_number_begins_a_clause(first: str, second: str) -> None:
    text = f"{first}Scope\nThis is for all.\n{second}Desk\nCall us.\n"
    assert outline(text) == ["# Scope", "This is for all.", "# Desk", "Call us."]


@pytest.mark.parametrize("first, second", ITEM_MARKS)
def test_a_mark_begins_an_item(first: str, second: str) -> None:
    text = f"Article 1 Data\nWe hold:\n{first}names\n{second}addresses\nArticle 2 Desk\nCall us.\n"
    assert outline(text) == ["# Data", "We hold:", "- names", "- addresses", "# Desk", "Call us."]


@pytest.mark.parametrize(
    "line",
    [
        "2005 was the year in which we began.",
        "2 years later everything is deleted.",
        "2.5 per cent of all letters get lost.",
        "3. This number has no 2 before it.",
        "(3) This one neither.",
        "c. This one neither.",
        "e.g. names and addresses.",
        "-5 degrees is cold.",
        "Section 1 below says more.",
        "Section V of the contract applies.",
        "Clause 12 of the contract applies.",
        "ア行 is the first row of kana.",
        "第2条に定めるところによる。",
    ],
)
def test_a_sentence_that_begins_like_a_number_stays_text(line: str) -> None:
    assert outline(f"1. Data\nWe hold names.\n{line}\n") == ["# Data", "We hold names.", line]


@pytest.mark.parametrize(
    "line, heading, lead",
    [
        ("1. Cookies: We use none of them at all.", "Cookies", "We use none of them at all."),
        ("1. Cookies. We use none of them at all on this site.", "Cookies", "We use none of them at all on this site."),
        ("１．目的　当社は、回答のために利用します。", "目的", "当社は、回答のために利用します。"),
        ("第1条（目的）当社は、回答のために利用します。", "目的", "当社は、回答のために利用します。"),
        ("1. 当社は、回答のためにのみ、情報を利用します。", "", "当社は、回答のためにのみ、情報を利用します。"),
    ],
)
def test_heading_and_text_on_one_line_are_separated(line: str, heading: str, lead: str) -> None:
    clause = parse(line).clauses[0]
    assert (clause.heading, clause.lead) == (heading, [lead])


def test_a_table_of_contents_is_left_over() -> None:
    parsed = parse("Contents\n1. Use\n2. Desk\n\n1. Use\nFor replies.\n2. Desk\nCall us.\n")
    assert [clause.lead for clause in parsed.clauses] == [["For replies."], ["Call us."]]
    assert [piece.text for piece in parsed.left_over] == ["Contents", "1. Use", "2. Desk"]


def test_a_list_before_the_clauses_is_not_taken_for_them() -> None:
    text = "We promise:\n(1) care\n(2) answers\n\n1. Use\nFor:\n(1) replies\n(2) parcels\n2. Desk\nCall us.\n"
    assert headings(text) == ["Use", "Desk"]


def test_lists_with_dots_inside_clauses_in_parentheses_stay_lists() -> None:
    text = "(1) Use\n1. replies\n2. parcels\n(2) Safety\n1. locks\n2. guards\n(3) Desk\nCall us.\n"
    assert headings(text) == ["Use", "Safety", "Desk"]


def test_chapters_above_articles_are_left_over() -> None:
    parsed = parse("第1章　総則\n第1条（目的）\n定める。\n第2章　窓口\n第2条（窓口）\n答える。\n")
    assert [clause.heading for clause in parsed.clauses] == ["目的", "窓口"]
    assert "第2章　窓口" in [piece.text for piece in parsed.left_over]


def test_a_missing_number_does_not_lose_the_clauses_after_it() -> None:
    parsed = parse("1. Use\nFor replies.\n2. Safety\nLocked.\n4. Desk\nCall us.\n")
    assert [clause.heading for clause in parsed.clauses] == ["Use", "Safety", "Desk"]
    assert any("4" in note.text and "3" in note.text for note in parsed.notes)


def test_a_part_of_a_policy_may_begin_with_any_number() -> None:
    assert headings("10. Archive\nKept for ever.\n11. Desk\nCall us.\n") == ["Archive", "Desk"]
