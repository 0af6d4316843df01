"""Whatever is compared, the marks give back both texts, letter by letter."""

from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_cms.comparison.text_diff import MarkKind, Runs, compare_text, is_changed, side
from cluster_cms.comparison.tokens import sentences, tokenise
from policy.comparison.comparing import compare_documents
from policy.comparison.inline import render_inline
from policy.comparison.sections import Label, Part, Unit, UnitChange
from policy.comparison.table import TableSide, render_table
from policy.text.canonical import Document
from tests.policy.comparison.writing import clause, document, item

LANGUAGES = st.sampled_from(["ja", "en"])
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
# Few words in many orders: texts that resemble each other, where a comparison has something to decide.
WORDS = [
    *("個人情報", "を", "開示", "提示", "します", "。", "、", "第9項", "２０２６年４月１日", "サーバー"),
    *("葛\U000e0100城", "が\u3099", "we", "data", "Item 9", "1 April 2026", "(a)", " ", "  ", "\n", ".", ","),
    *("don't", "e\u0301te\u0301", "<script>", "&amp;", "\0"),
]
WORDY = st.lists(st.sampled_from(WORDS), max_size=14).map("".join)
TEXT = ANYTHING | WORDY
LINE = TEXT.map(lambda text: " ".join(text.split()))
OUR_TAGS = {
    *("p", "span", "u", "ins", "del", "div", "h2", "small", "ol", "li", "dl", "dt", "dd", "br", "details", "summary"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
everything = settings(deadline=None, max_examples=150)
whole_documents = settings(deadline=None, max_examples=40)


class Tags(HTMLParser):
    """Collects the names of elements."""

    def __init__(self, found: set[str]) -> None:
        super().__init__()
        self.found = found

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.found.add(tag)


def old_text(runs: Runs) -> str:
    return "".join(run.text for run in side(runs, MarkKind.REMOVED))


def new_text(runs: Runs) -> str:
    return "".join(run.text for run in side(runs, MarkKind.ADDED))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    anchors = draw(st.lists(st.sampled_from(["a", "b", "c", "d", ""]), max_size=5))
    clauses = [
        clause(
            anchor,
            draw(LINE),
            *draw(st.lists(LINE, max_size=2)),
            items=[item(draw(LINE), *draw(st.lists(LINE, max_size=2))) for _ in range(draw(st.integers(0, 2)))],
            closing=draw(st.lists(LINE, max_size=1)),
        )
        for anchor in anchors
    ]
    return document(*clauses, title=draw(LINE), intro=draw(st.lists(LINE, max_size=2)))


@everything
@given(old=TEXT, new=TEXT, language=LANGUAGES)
def test_without_the_marks_of_one_kind_the_text_of_the_other_side_remains(old: str, new: str, language: str) -> None:
    runs = compare_text(old, new, language)
    assert old_text(runs) == old
    assert new_text(runs) == new
    assert all(run.text for run in runs)


@everything
@given(text=TEXT, language=LANGUAGES)
def test_a_text_does_not_differ_from_itself(text: str, language: str) -> None:
    assert not is_changed(compare_text(text, text, language))


@everything
@given(text=TEXT, language=LANGUAGES)
def test_tokens_and_sentences_lose_nothing(text: str, language: str) -> None:
    assert "".join(tokenise(text, language)) == text
    assert "".join(sentences(text, language)) == text


@whole_documents
@given(old=documents(), new=documents(), language=LANGUAGES)
def test_every_unit_of_both_documents_is_accounted_for_once(old: Document, new: Document, language: str) -> None:
    result = compare_documents(old, new, language)
    units = [unit for section in result.sections for unit in section.units]
    assert all(old_text(unit.runs) == (unit.old.text if unit.old else "") for unit in units)
    assert all(new_text(unit.runs) == (unit.new.text if unit.new else "") for unit in units)
    parts = [section for section in result.sections if section.part == Part.CLAUSE]
    assert sorted(texts(parts, "old")) == sorted(clause_texts(old, language))
    assert texts(parts, "new") == clause_texts(new, language)


def texts(parts: list[Any], side: str) -> list[list[str]]:
    """Return the texts of one side, clause by clause."""
    return [[unit.text for unit in side_of(part.units, side)] for part in parts if getattr(part, side)]


def side_of(units: tuple[UnitChange, ...], side: str) -> list[Unit]:
    return [unit for change in units if (unit := getattr(change, side))]


def clause_texts(content: Document, language: str) -> list[list[str]]:
    return [
        [
            *part["lead"][language],
            *(text for entry in part["items"] for text in lines(entry, language)),
            *part["closing"][language],
        ]
        for part in content["clauses"]
    ]


def lines(entry: Document, language: str) -> list[str]:
    return [entry["text"][language], *(below["text"][language] for below in entry["subitems"])]


@whole_documents
@given(content=documents(), language=LANGUAGES)
def test_a_document_does_not_differ_from_itself(content: Document, language: str) -> None:
    result = compare_documents(content, content, language)
    assert not result.changed
    assert {section.label for section in result.sections} == {Label.UNCHANGED}


@whole_documents
@given(old=documents(), new=documents(), language=LANGUAGES, show_all=st.booleans())
def test_no_text_becomes_markup(old: Document, new: Document, language: str, show_all: bool) -> None:
    result = compare_documents(old, new, language)
    html = render_inline(result, show_all=show_all)
    html += render_table(result, old=TableSide(1), new=TableSide(2), show_all=show_all)
    assert tags(html) <= OUR_TAGS


def tags(html: str) -> set[str]:
    """Return the names of all elements that a browser would see."""
    found: set[str] = set()
    Tags(found).feed(html)
    return found


@pytest.mark.parametrize("size", [1_000, 4_000])
def test_long_repetitive_text_is_compared_in_bearable_time(size: int, language: str) -> None:
    old = "個人情報を、" * size if language == "ja" else "the data and " * size
    runs = compare_text(old + "始", "新" + old, language)
    assert old_text(runs) == old + "始"
    assert new_text(runs) == "新" + old
