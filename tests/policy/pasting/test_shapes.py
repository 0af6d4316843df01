"""Whole texts, as they come from Word, a text file or a web page, become clauses."""

import pytest

from policy.pasting.parsing import parse
from tests.policy.pasting import samples
from tests.policy.pasting.outline import left_over, outline

SHAPES = {
    samples.ENGLISH_WEB_PAGE: [
        "# Why we ask for data",
        "We answer questions. Nothing else is done with them.",
        "# Keeping data safe",
        "Only trained staff may read them.",
        "Contractors are watched closely.",
        "# Passing data on",
        "We pass nothing on, except:",
        "- when a court orders it;",
        "- when property has to be protected; and",
        "- when a life is in danger.",
        "> In each case we keep a record.",
        "# The desk",
        "See Item 3 above, or write to the desk.",
    ],
    samples.JAPANESE_ARTICLES: [
        "# 利用目的",
        "当社は、お問い合わせへの回答のためにのみ利用します。",
        "# 安全管理",
        "次の措置を講じます。",
        "- 組織的な措置",
        "-- 責任者を置きます。",
        "-- 規程を定めます。",
        "- 技術的な措置",
        "> 前項の措置は、毎年見直します。",
        "# 窓口",
        "第2条について、窓口までご連絡ください。",
    ],
    samples.JAPANESE_STATUTE: [
        "# 目的",
        "この規程は、情報の扱いを定める。",
        "# 定義",
        "用語は、次のとおりとする。",
        "- 利用者　本サイトを見る者をいう。",
        "- 窓口　質問に答える者をいう。",
        "# 雑則",
        "細則は、別に定める。",
    ],
    samples.WORD_TABS: [
        "# Scope",
        "This applies to our shop.",
        "# Data",
        "We hold:",
        "- names;",
        "-- first names",
        "-- last names",
        "- addresses.",
        "# End",
        "That is all.",
    ],
    samples.NESTED_NUMBERS: [
        "# Use",
        "- replies",
        "- parcels",
        "# Safety",
        "- locks",
        "-- doors",
        "-- windows",
        "- passwords",
        "# Desk",
        "Call us.",
    ],
    samples.ITEMS_WITH_TEXT: [
        "# 利用目的",
        "次のとおりです。",
        "- お問い合わせ 回答のために用います。",
        "- 配送 商品をお届けするために用います。",
        "> 以上のほかには用いません。",
        "# 窓口",
        "電話でお受けします。",
    ],
    samples.TWO_LISTS: [
        "# Use",
        "We collect:",
        "- names",
        "- addresses",
        "> We use them for:",
        "> • replies",
        "# Desk",
        "Call us.",
    ],
}


@pytest.mark.parametrize("text", SHAPES, ids=lambda text: text.split("\n")[0][:20])
def test_a_text_becomes_clauses(text: str) -> None:
    assert outline(text) == SHAPES[text]


def test_lines_cut_at_a_width_are_joined_and_numbers_inside_sentences_are_no_clauses() -> None:
    lines = outline(samples.HARD_WRAPPED)
    assert lines[0] == "# What we hold"
    assert lines[1].startswith("We hold the name")
    assert "us since 2005 and we" in lines[1]
    assert "more than the 3 items named" in lines[3]
    assert lines[4].endswith("the lists of parcels complete;")
    assert lines[5:] == ["- everything is given back.", "# Questions", "Write to us."]


def test_japanese_lines_are_joined_without_a_blank() -> None:
    lines = outline(samples.JAPANESE_WRAPPED)
    assert "お答えするために" in lines[1]
    assert "必要がなくなった情報は" in lines[1]
    assert lines[2].startswith("次の場合を除き")
    assert lines[2].endswith("見ることもありません。")
    assert lines[3:] == ["# 窓口", "電話でお受けします。"]


def test_what_belongs_to_the_website_is_left_over() -> None:
    parsed = parse(samples.ENGLISH_WEB_PAGE)
    assert parsed.title == "Privacy Policy"
    assert parsed.intro == ["What we promise:", "Sample Works Ltd. looks after what its customers entrust to it."]
    assert left_over(parsed) == [
        "Site map Japanese",
        "TOP Products News",
        "TOP > Privacy Policy",
        "Contact",
        "About this site",
    ]


def test_the_signature_after_the_dates_is_left_over() -> None:
    parsed = parse(samples.JAPANESE_ARTICLES)
    assert parsed.title == "個人情報保護方針"
    assert left_over(parsed) == ["以上", "見本工業株式会社　代表取締役　見本太郎"]
