"""The folding of both searches: the same for every spelling, twice the same as once, and traceable to its origin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_cms.text.folding import fold_for_search, searchable
from cluster_cms.text.folding_origin import fold_with_origin
from cluster_cms.text.kanji_shapes import shape_table
from cluster_cms.text.spellings import MAX_SPELLINGS, spellings
from cluster_cms.text.telephone_numbers import with_plain_numbers
from tests.infrastructure.search_pairs import FOUND, pairs_of

TEXTS = "".join(text + query for text, query in pairs_of(FOUND))
ANY_TEXT = st.text(st.sampled_from(TEXTS) | st.characters(), max_size=20)


def test_every_text_of_the_list_is_folded_alike_with_and_without_origin() -> None:
    texts = [text for pair in pairs_of(FOUND) for text in pair]
    assert [text for text in texts if fold_with_origin(text)[0] != fold_for_search(text)] == []


@given(ANY_TEXT)
def test_folding_keeps_where_each_character_came_from(text: str) -> None:
    folded, origin = fold_with_origin(text)
    assert folded == fold_for_search(text)
    assert len(folded) == len(origin)
    assert all(0 <= start < end <= len(text) for start, end in origin)


@given(ANY_TEXT)
def test_a_word_has_a_bounded_number_of_spellings(word: str) -> None:
    found = spellings(word)
    assert 1 <= len(found) <= MAX_SPELLINGS
    assert len(set(found)) == len(found)


def test_no_shape_of_a_kanji_stands_for_two() -> None:
    table = shape_table()
    assert len(table) > 400
    assert not set(table) & set(table.values())


@pytest.mark.parametrize(
    "text, kept",
    [
        ("ビール ビル", "ビールビル"),
        ("びょういん びよういん", "ビョウインビヨウイン"),
        ("サーバ一台", "サーバ一台"),
        ("もう一つの", "モウ一ツノ"),
        ("二十、第二", "二十、第二"),
        ("〇〇様", "〇〇様"),
        ("東京・大阪", "東京・大阪"),
        ("3.5 mm", "3.5 mm"),
        ("10,20,300", "10,20300"),
        ("坂本 阪本", "坂本阪本"),
    ],
)
def test_what_makes_another_word_is_not_folded(text: str, kept: str) -> None:
    assert fold_for_search(text) == kept


@pytest.mark.parametrize("other", ["2026-12-01", "0.1234567890", "1.06123456789", "00-11", "CX-0210-12", "100-0001"])
def test_digits_that_are_no_telephone_number_stay(other: str) -> None:
    assert with_plain_numbers(other) == other


def test_an_umlaut_is_also_stored_as_two_letters() -> None:
    assert searchable("Müller & Søn, Ulm") == "muller&son,ulm\nmueller\nsoen"
