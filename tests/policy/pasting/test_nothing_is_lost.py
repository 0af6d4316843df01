"""Whatever is pasted, every letter of it ends in exactly one place, in order."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policy.pasting.lines import read
from policy.pasting.parsing import parse
from policy.pasting.structure import ParsedText, Role
from tests.policy.pasting import samples

MARKS = [
    "1. ",
    "2. ",
    "3.",
    "第1条 ",
    "第２条（",
    "(1) ",
    "（２）",
    "① ",
    "②",
    "a. ",
    "(b) ",
    "• ",
    "・",
    "- ",
    "ア　",
    "i. ",
    "",
]
WORDS = [
    "Heading",
    "text of a policy that goes on.",
    "目的",
    "お客様の情報を、",
    "取り扱います。",
    "2005",
    "（見出し）",
    "© A",
]
DATES = ["制定日 2005年7月1日", "Established on: July 1, 2005", "HOME > Privacy Policy", "Privacy Policy", "以上"]
BLANKS = ["", " ", "  ", "\t", "\u3000", "\u00a0", "      "]
lines = st.one_of(
    st.tuples(st.sampled_from(BLANKS), st.sampled_from(MARKS), st.sampled_from(WORDS)).map("".join),
    st.sampled_from(DATES),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
texts = st.lists(st.tuples(lines, st.sampled_from(["\n", "\r\n", "\v", "\n\n", "\u2028"])).map("".join)).map("".join)
without_database = settings(database=None, deadline=None, max_examples=300)


def letters(text: str) -> str:
    return "".join(text.split())


def structured(parsed: ParsedText) -> str:
    """Return the words of the clauses, in order."""
    return "".join(letters(clause.heading + "".join(clause.texts())) for clause in parsed.clauses)


@without_database
@given(texts)
@example(samples.ENGLISH_WEB_PAGE)
@example(samples.JAPANESE_ARTICLES)
@example(samples.JAPANESE_STATUTE)
def test_marks_and_texts_together_are_the_pasted_text(text: str) -> None:
    read_letters = letters("".join(line.text for line in read(text)))
    placed = "".join(letters(piece.mark + piece.text + piece.tail) for piece in parse(text).placed)
    assert placed == read_letters


@without_database
@given(texts)
@example(samples.JAPANESE_STATUTE)
def test_the_clauses_hold_every_placed_word_in_order(text: str) -> None:
    parsed = parse(text)
    outside = (Role.LEFT_OVER, Role.TITLE, Role.INTRO, Role.DATE)
    placed = "".join(letters(piece.text) for piece in parsed.placed if piece.role not in outside)
    assert structured(parsed) == placed
    intro = "".join(letters(piece.text) for piece in parsed.placed if piece.role is Role.INTRO)
    assert letters("".join(parsed.intro)) == intro


@without_database
@given(texts)
def test_reading_drops_nothing_visible(text: str) -> None:
    plain = "".join(letter for letter in text if letter.isprintable() and not letter.isspace())
    kept = "".join(letter for line in read(text) for letter in line.text)
    assert letters("".join(letter for letter in kept if letter.isprintable())) == plain


@pytest.mark.parametrize("name", [name for name in dir(samples) if name.isupper()])
def test_every_line_that_is_not_blank_is_placed_once(name: str) -> None:
    text = getattr(samples, name)
    numbers = [piece.number for piece in parse(text).placed]
    assert list(dict.fromkeys(numbers)) == [line.number for line in read(text)]
    assert numbers == sorted(numbers)
