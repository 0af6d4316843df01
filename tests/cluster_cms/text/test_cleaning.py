"""Typing habits never make an answer wrong, and what cannot be seen does not get in."""

import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_cms.text import cleaning, folding


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("０６－１２３４－５６７８", "06-1234-5678"),
        ("06ー1234ー5678", "06-1234-5678"),
        ("06ｰ1234‐5678", "06-1234-5678"),
        ("（０６）１２３４　５６７８", "(06)1234 5678"),
        ("+81 6 1234 5678", "+81 6 1234 5678"),
    ],
)
def test_a_telephone_number_is_narrowed(typed: str, kept: str) -> None:
    assert cleaning.phone_number(typed) == kept


@pytest.mark.parametrize("name", ["髙﨑 𠮷", "神﨑", "﨑\ufe00", "葛\U000e0100城", "ｱｲｳ商事", "Ａ社"])
def test_names_stay_as_they_were_typed(name: str) -> None:
    assert cleaning.one_line(name) == name


@pytest.mark.parametrize("unseen", ["\x00", "\x07", "\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\ud800"])
def test_what_cannot_be_seen_is_removed(unseen: str) -> None:
    assert cleaning.tidy(f"山{unseen}田") == "山田"


@pytest.mark.parametrize(
    "emoji", ["👨\u200d👩\u200d👧", "❤\ufe0f\u200d🔥", "👩🏽\u200d🔬", "🏳\ufe0f\u200d🌈", "🧑\u200d🦰"]
)
def test_joined_emoji_stay_one(emoji: str) -> None:
    for clean in (cleaning.tidy, cleaning.one_line, cleaning.narrow):
        assert clean(f"家族{emoji}です") == f"家族{emoji}です"


@pytest.mark.parametrize("typed", ["👨\u200d山", "山\u200d👨", "👨\u200d\u200d👩", "👨\u200d", "\u200d👨", "a\u200db"])
def test_a_joiner_that_joins_no_emoji_is_removed(typed: str) -> None:
    assert "\u200d" not in cleaning.tidy(typed)


def test_lines_end_alike_and_stay() -> None:
    assert cleaning.tidy("a\r\nb\rc\n\n\td\x0be\u2028f\u2029g\x85h ") == "a\nb\nc\n\n\td\ne\nf\ng\nh"


def test_letters_typed_in_two_parts_are_composed() -> None:
    assert cleaning.one_line("か\u3099") == "が"


@pytest.mark.parametrize("other", ["ヤマダ", "ﾔﾏﾀﾞ", "ヤマダ ".strip()])
def test_folding_meets_kana_of_every_kind(other: str) -> None:
    assert folding.fold("やまだ") == folding.fold(other)


@given(st.text(alphabet=st.characters(codec=None)))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = cleaning.tidy(text)
    assert cleaning.tidy(once) == once
    assert cleaning.one_line(cleaning.one_line(text)) == cleaning.one_line(text)


@pytest.mark.parametrize("clean", [cleaning.tidy, cleaning.narrow, folding.fold, folding.fold_for_search])
def test_marks_in_a_row_take_no_quadratic_time(clean: Callable[[str], str]) -> None:
    begin = time.process_time()
    clean("a" + "\u0301" * 20_000 + "\u0323" * 20_000)
    assert time.process_time() - begin < 1


@pytest.mark.parametrize("letter", ["か\u3099", "e\u0301", "\u1100\u1161\u11a8", "a\u0301\u0323 ", "ㇷ\u309a"])
def test_a_long_text_is_normalised_like_a_short_one(letter: str) -> None:
    text = letter * 3_000
    assert cleaning.normalized("NFC", text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_two_lines_do_not_run_together(end: str) -> None:
    assert cleaning.narrow(f"10{end}20") == "10 20"
