"""Editors write which words mean the same; whoever searches for one finds the others, in any spelling and plural."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from search.models import SearchSettings
from search.synonyms import synonyms_in, validate_synonyms
from search.tokens import query_units
from tests.search.test_search_page import PagesMaker, addresses, make_pages, search

__all__ = ["make_pages"]
GROUPS = synonyms_in("サンプル=試料\nmolding＝moulding\nギア = 歯車 = gear\ndata sheet=datasheet\nミクロン=µm\n\n")


@pytest.mark.parametrize(
    "typed, tokens",
    [
        ("サンプル", ("試料",)),
        ("ｻﾝﾌﾟﾙ請求", ("試料", "料請", "請求")),
        ("マイクロギア", ("マイ", "イク", "クロ", "ロ歯", "歯車")),
        ("Gears", ("歯車",)),
        ("MOULDING", ("molding",)),
        ("data  sheets", ("datasheet",)),
        ("datasheet", ("data", "sheet")),
        ("20um", ("20", "ミク", "クロ", "ロン")),
    ],
)
def test_each_word_of_a_group_stands_for_the_others(typed: str, tokens: tuple[str, ...]) -> None:
    (unit,) = query_units(typed, synonyms=GROUPS)
    assert tokens in {other.tokens for other in unit.others}


@pytest.mark.parametrize("typed", ["geared", "gearbox", "sampling", "mould", "10um2x"])
def test_a_part_of_a_latin_word_is_no_synonym(typed: str) -> None:
    units = query_units(typed, synonyms=GROUPS)
    assert [unit.tokens for unit in units] == [unit.tokens for unit in query_units(typed)]
    assert all("歯車" not in other.tokens for unit in units for other in unit.others)


@pytest.mark.parametrize(
    "line",
    ["サンプル", "サンプル=", "=試料", "a=試料", "??=試料", "サンプル=ｻﾝﾌﾟﾙ", "=".join(["ab"] * 13), f"{'x' * 61}=試料"],
)
def test_a_line_that_is_no_group_of_words_is_refused_with_its_number(line: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_synonyms(f"ギア=歯車\n{line}")
    assert "2" in refused.value.messages[0]


def test_a_word_that_stands_in_two_lines_is_refused() -> None:
    with pytest.raises(ValidationError):
        validate_synonyms("ギア=歯車\n粒=粒子\nはぐるま=歯車")


def test_the_search_uses_what_marketing_writes(visitor: Client, make_pages: PagesMaker, language: str) -> None:
    page = make_pages(language, "Quantum dot")[0]
    assert addresses(search(visitor, language, "量子点")) == []
    settings = SearchSettings.objects.get()
    settings.synonyms = "量子点=Quantum dot"
    settings.save()
    assert addresses(search(visitor, language, "量子点")) == [page.url]
