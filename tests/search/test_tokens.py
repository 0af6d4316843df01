"""What the index holds and what a query asks for. No database here: the rule of matching is in `finds`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.highlight import find
from search.tokens import MAX_QUERY_TOKENS, Unit, index_tokens, phrase_unit, query_units, singular
from tests.infrastructure.search_pairs import FOUND, NOT_FOUND, pairs_of

JAPANESE = st.text(
    st.characters(min_codepoint=0x3041, max_codepoint=0x3096)
    | st.characters(min_codepoint=0x30A1, max_codepoint=0x30FA)
    | st.characters(min_codepoint=0x4E00, max_codepoint=0x9FEF)
    | st.sampled_from("ーー々𠮷髙﨑"),
    min_size=2,
    max_size=30,
)


def finds(text: str, words: str) -> bool:
    """Match as both databases do: every unit a phrase, its last token perhaps only begun."""
    tokens = list(index_tokens(text))
    units = query_units(words)
    return bool(units) and all(any(stands(tokens, spelling) for spelling in (unit, *unit.others)) for unit in units)


def stands(tokens: list[str], unit: Unit) -> bool:
    return any(stands_at(tokens, at, unit) for at in range(len(tokens)))


def stands_at(tokens: list[str], at: int, unit: Unit) -> bool:
    *first, last = unit.tokens
    here = tokens[at : at + len(unit.tokens)]
    if len(here) < len(unit.tokens) or here[:-1] != first:
        return False
    return here[-1].startswith(last) if unit.prefix else here[-1] == last


@pytest.mark.parametrize(
    "text, tokens",
    [
        ("個人情報", "個人 人情 情報 報"),
        ("ﾌﾟﾗｲﾊﾞｼｰ", "プラ ライ イバ バシ シー ー"),
        ("epoxy樹脂", "epoxy 樹脂 脂"),
        ("Ｃｏｏｋｉｅ", "cooky"),
        ("100℃", "100 c"),
        ("ISO9001", "iso 9001"),
        ("サ－バ", "サー ーバ バ"),
        ("café", "cafe"),
        ("が", "ガ"),
        ("हिन्दी", "हिन्दी"),
        ("C++17とC#", "cplusplus 17 ト csharp"),
        ("ASP.NET", "asp dotnet net"),
        ("e-mail", "e mail email"),
        ("06-1234-5678", "06 1234 5678 0612345678"),
        ("Müller", "muller mueller"),
        ("樹、脂", "樹 脂"),
        ("\0\u3000\"*()'", ""),
    ],
)
def test_text_becomes_tokens(text: str, tokens: str) -> None:
    assert " ".join(index_tokens(text)) == tokens


@pytest.mark.parametrize(
    "words, units",
    [
        ("個人情報 開示", [("個人", "人情", "情報"), ("開示",)]),
        ("epoxy樹脂", [("epoxy",), ("樹脂",)]),
        ("CX-210", [("cx", "210")]),
        ("CX 210", [("cx",), ("210",)]),
        ("100℃", [("100", "c")]),
        ('"cookie"', [("cooky",)]),
        ("サーバー", [("サー", "ーバ")]),
        ("キー", [("キー",)]),
        ("第3条", [("第", "3", "条")]),
        ("R&D", [("r", "d")]),
        ("AND OR NOT", [("and",), ("or",), ("not",)]),
        ('"', []),
        ("", []),
    ],
)
def test_words_become_units_of_tokens(words: str, units: list[tuple[str, ...]]) -> None:
    assert [unit.tokens for unit in query_units(words)] == units


@pytest.mark.parametrize(
    "one, many",
    [
        ("cookie", "cookies"),
        ("policy", "policies"),
        ("process", "processes"),
        ("box", "boxes"),
        ("inquiry", "inquiries"),
        ("resin", "resins"),
        ("movie", "movies"),
    ],
)
def test_one_and_many_are_the_same_word(one: str, many: str) -> None:
    assert singular(one) == singular(many)


@pytest.mark.parametrize("word", ["news", "status", "analysis", "glass", "gas", "series"])
def test_a_word_that_only_looks_like_many_is_left_alone(word: str) -> None:
    assert singular(word) == word


def test_a_single_japanese_character_is_asked_for_as_a_beginning() -> None:
    assert query_units("樹") == [Unit(tokens=("樹",), run="樹", prefix=True)]


def test_a_phrase_may_go_on_in_the_text_after_its_last_character() -> None:
    assert phrase_unit("epoxy樹脂") == Unit(tokens=("epoxy", "樹脂"))
    assert phrase_unit("!!") is None


def test_a_very_long_query_is_cut() -> None:
    assert sum(len(unit.tokens) for unit in query_units("個人情報 " * 1000)) == MAX_QUERY_TOKENS
    assert len(query_units("x " * 3000)) == MAX_QUERY_TOKENS


@given(text=JAPANESE, data=st.data())
def test_any_two_characters_and_more_of_a_japanese_text_are_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 2, len(text)))
    assert finds(f"前に、{text}。epoxy", text[start:end])


@given(text=JAPANESE, at=st.integers(0, 29))
def test_any_single_character_of_a_japanese_text_is_found(text: str, at: int) -> None:
    assert finds(text, text[at % len(text)])


@given(st.text())
def test_no_token_of_any_text_holds_anything_that_a_query_language_could_read(text: str) -> None:
    tokens = [*index_tokens(text), *(token for unit in query_units(text) for token in unit.tokens)]
    assert all(tokens)
    assert not any(character.isascii() and not character.isalnum() for character in "".join(tokens))


@pytest.mark.parametrize("text, words", pairs_of(FOUND))
def test_each_spelling_is_found(text: str, words: str) -> None:
    assert finds(text, words)
    assert find(text, query_units(words))


def test_what_only_looks_alike_is_not_found() -> None:
    assert [(text, words) for text, words in pairs_of(NOT_FOUND) if finds(text, words)] == []
