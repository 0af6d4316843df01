"""Hits are marked in the text as it was written, whatever way the query was typed."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.highlight import EXCERPT, excerpt
from search.tokens import query_units


def marked(text: str, words: str) -> list[str]:
    return re.findall("<mark>(.*?)</mark>", excerpt(text, query_units(words)))


@pytest.mark.parametrize(
    "text, words, hits",
    [
        ("当社のプライバシーポリシー", "ﾌﾟﾗｲﾊﾞｼｰ", ["プライバシー"]),
        ("当社のﾌﾟﾗｲﾊﾞｼｰ", "プライバシー", ["ﾌﾟﾗｲﾊﾞｼｰ"]),
        ("Ｃｏｏｋｉｅ and cookies", "COOKIE", ["Ｃｏｏｋｉｅ", "cookies"]),
        ("㈱見本", "株", ["㈱"]),
        ("サーバーとサーバ", "サーバー", ["サーバー", "サーバ"]),
        ("grade CX-210, CX 210", "cx210", ["CX-210", "CX 210"]),
        ("個人情報保護", "個人情報 情報保護", ["個人情報保護"]),
        ("Café e\u0301tude", "cafe étude", ["Café", "e\u0301tude"]),
        ("epoxyで固めた樹脂", "epoxy樹脂", ["epoxy", "樹脂"]),
        ("an epoxyless page", "epoxy", []),
    ],
)
def test_a_hit_is_marked(text: str, words: str, hits: list[str]) -> None:
    assert marked(text, words) == hits


def test_the_excerpt_is_the_part_around_the_first_hit() -> None:
    shown = excerpt("前" * 500 + "樹脂" + "後" * 500, query_units("樹脂"))
    assert shown.startswith("…前")
    assert "<mark>樹脂</mark>後" in shown
    assert shown.endswith("後…")


def test_an_excerpt_does_not_cut_a_word_in_two() -> None:
    shown = excerpt("particles " * 100 + "epoxy" + " particles" * 100, query_units("epoxy"))
    assert set(re.findall(r"\w+", shown)) == {"particles", "mark", "epoxy"}


def test_a_short_text_without_a_hit_is_shown_whole() -> None:
    assert excerpt("会社の概要です。", query_units("樹脂")) == "会社の概要です。"


def test_markup_in_text_and_words_is_escaped() -> None:
    shown = excerpt("<script>alert('樹脂')</script> & more", query_units("<script> 樹脂"))
    assert "&lt;<mark>script</mark>&gt;alert(&#x27;<mark>樹脂</mark>&#x27;)" in shown
    assert "<script" not in shown


@given(
    text=st.text(alphabet="ab<>&\"' ㍿ﾌﾟが゙\u0301ー樹脂1", max_size=300),
    words=st.text(alphabet="ab樹脂ープ1 ", max_size=8),
)
def test_an_excerpt_shows_the_text_and_nothing_else(text: str, words: str) -> None:
    shown = unescape(re.sub("</?mark>", "", excerpt(text, query_units(words)))).strip("…")
    assert shown in " ".join(text.split())
    assert len(shown) >= min(len(" ".join(text.split())), EXCERPT)
