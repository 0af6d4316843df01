"""The desk finds a word however it was written, by the same list as the site's search."""

from cluster_cms.text.folding import searchable
from contact.search.searching import parse_query
from tests.infrastructure.search_pairs import FOUND, NOT_FOUND, pairs_of


def finds(text: str, words: str) -> bool:
    """Match as the scan does: each term in one of its spellings."""
    stored = searchable(text).encode()
    return all(any(spelling in stored for spelling in term) for term in parse_query(words).terms)


def test_each_spelling_is_found() -> None:
    assert [(text, words) for text, words in pairs_of(FOUND) if not finds(text, words)] == []


def test_what_only_looks_alike_is_not_found() -> None:
    assert [(text, words) for text, words in pairs_of(NOT_FOUND) if finds(text, words)] == []


def test_a_pasted_word_is_found_without_its_brackets() -> None:
    assert finds("約款について", "「約款」、")
    assert finds("例示電機(株)", "（株）")


def test_many_spellings_are_looked_for_behind_their_common_beginning() -> None:
    begun, spellings = parse_query("問い合わせ窓口").terms
    assert begun == ("問".encode(),)
    assert "問合窓口".encode() in spellings
