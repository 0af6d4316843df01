"""The search page as a visitor meets it, in both languages."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from cluster_cms.pages.navigation import site_links
from home.models import CompanyPage
from tests.infrastructure.cast import live_page

ADDRESSES = {"ja": "/search/", "en": "/en/search/"}
ODD = ['"', " \u3000", "\0", "a\0b", "あ" * 3000, "<script>", "%00", "\u202e", "* OR 1=1 --"]
PagesMaker = Callable[..., list[Page]]


def search(visitor: Client, language: str, words: str, **more: str) -> str:
    """Return the search page's HTML for these words."""
    response = visitor.get(ADDRESSES[language], {"q": words, **more})
    assert response.status_code == 200
    assert not response.cookies
    return str(response.content.decode())


def addresses(html: str) -> list[str]:
    return re.findall(r'<h2 class="h3"><a href="([^"]+)">', html)


def sentences(html: str) -> str:
    """Return the text of the main part, without markup."""
    main = html[html.index("<main") : html.index("</main>")]
    return unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", "", main)))


@pytest.fixture
def make_pages(database: None) -> PagesMaker:
    """Makes live company pages in a language."""

    def make(language: str, *titles: str, **fields: object) -> list[Page]:
        home = live_page("home.homepage", language)
        count = home.get_children_count()
        pages = [CompanyPage(title=title, slug=f"made-{count + at}", **fields) for at, title in enumerate(titles)]
        return [home.add_child(instance=page) for page in pages]

    return make


@pytest.mark.parametrize(
    "language, words, address",
    [
        ("ja", "個人情報", "/privacy-policy/"),
        ("ja", "ﾌﾟﾗｲﾊﾞｼｰ", "/privacy-policy/"),
        ("ja", "樹脂", "/business-outline/"),
        ("ja", '"cookie"', "/privacy-policy/"),
        ("en", '"cookie"', "/en/privacy-policy/"),
        ("en", "personal information", "/en/privacy-policy/"),
        ("en", "epoxy", "/en/business-outline/"),
    ],
)
def test_the_demo_site_is_searched(visitor: Client, language: str, words: str, address: str) -> None:
    assert address in addresses(search(visitor, language, words))


@pytest.mark.parametrize("words", ["個人情報", "ﾌﾟﾗｲﾊﾞｼｰ", "樹脂", "epoxy", '"cookie"', "CX-210"])
def test_each_address_shows_pages_of_its_own_language_only(visitor: Client, language: str, words: str) -> None:
    found = addresses(search(visitor, language, words))
    assert {address.startswith("/en/") for address in found} <= {language == "en"}


def test_the_same_word_in_both_languages_is_found_in_each(
    visitor: Client, make_pages: PagesMaker, language: str
) -> None:
    expected = make_pages(language, "Quantum 量子")[0]
    make_pages("en" if language == "ja" else "ja", "Quantum 量子", "Quantum 量子 II")
    assert addresses(search(visitor, language, "量子")) == [expected.url]


def test_a_result_shows_title_section_kind_and_the_hit_in_its_text(visitor: Client, make_pages: PagesMaker) -> None:
    page = make_pages("ja", "試験<b>", lead="前置きのあとの<i>ﾌﾟﾗﾝｸﾄﾝ</i>です。")[0]
    html = search(visitor, "ja", "プランクトン")
    assert f'<a href="{page.url}">試験&lt;b&gt;</a>' in html
    assert f'<p class="path">{page.title.replace("<b>", "&lt;b&gt;")} <span class="badge">ページ</span>' in html
    assert f">{page.url}<" not in html
    assert "前置きのあとの&lt;i&gt;<mark>ﾌﾟﾗﾝｸﾄﾝ</mark>&lt;/i&gt;です。" in html


def test_drafts_and_private_pages_are_not_found(visitor: Client, make_pages: PagesMaker) -> None:
    make_pages("ja", "量子の下書き", live=False)
    private = make_pages("ja", "量子の内部資料")[0]
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    assert addresses(search(visitor, "ja", "量子")) == []


@pytest.mark.parametrize(
    "language, words, sentence",
    [
        ("ja", " \u3000", "言葉を入力してください。"),
        ("en", " \u3000", "Type one or more words."),
        ("ja", '"', '「"」には、検索できる文字や数字がありません。'),
        ("en", '"', '“"” contains no letter and no digit, so there is nothing to search for.'),
        ("ja", "存在しない語", "「存在しない語」を含むページはありません。"),
        ("en", "nonexistent", "No page contains “nonexistent”."),
        ("ja", "あ" * 3000, "はじめの100文字で検索しました。"),
        ("en", "qz " * 1500, "only the first 100 characters were searched for."),
    ],
)
def test_a_plain_sentence_says_why_there_is_no_list(visitor: Client, language: str, words: str, sentence: str) -> None:
    html = search(visitor, language, words)
    assert sentence in sentences(html)
    assert addresses(html) == []


@pytest.mark.parametrize("words", ODD)
def test_odd_words_are_answered(visitor: Client, language: str, words: str) -> None:
    html = search(visitor, language, words)
    assert 'role="search"' in html
    assert "<script>" not in html


def test_without_results_other_pages_are_offered(visitor: Client, language: str) -> None:
    html = search(visitor, language, "存在しない語")
    main = html[html.index("<main") : html.index("</main>")]
    prefix = "/en" if language == "en" else ""
    assert f'href="{prefix}/sitemap/"' in main
    assert f'href="{prefix}/contact-us/"' in main


def test_results_come_ten_to_a_page(visitor: Client, make_pages: PagesMaker) -> None:
    make_pages("ja", *(f"量子 {number}" for number in range(12)))
    first, second = (search(visitor, "ja", "量子", page=number) for number in "12")
    assert (len(addresses(first)), len(addresses(second))) == (10, 2)
    assert len({*addresses(first), *addresses(second)}) == 12
    assert 'href="?q=%E9%87%8F%E5%AD%90&amp;page=2"' in first
    assert "12件" in sentences(first)
    assert "11件目から12件目まで" in sentences(second)


@pytest.mark.parametrize(
    "number, shown", [("x", 10), ("", 10), ("0", 2), ("-1", 2), ("999", 2), ("9" * 5000, 10), ("２", 2)]
)
def test_a_page_number_that_does_not_exist_leads_to_one_that_does(
    visitor: Client, make_pages: PagesMaker, number: str, shown: int
) -> None:
    make_pages("ja", *(f"量子 {number}" for number in range(12)))
    assert len(addresses(search(visitor, "ja", "量子", page=number))) == shown


def test_search_engines_index_the_form_but_not_the_results(visitor: Client, language: str) -> None:
    assert '<meta name="robots" content="noindex">' in search(visitor, language, "cookie")
    assert "noindex" not in search(visitor, language, "")


def test_more_results_need_no_more_queries(visitor: Client, make_pages: PagesMaker) -> None:
    make_pages("ja", "量子 1")
    search(visitor, "ja", "量子")  # fills what is read once under the content stamp
    with CaptureQueriesContext(connection) as few:
        search(visitor, "ja", "量子")
    make_pages("ja", *(f"量子 {number}" for number in range(2, 10)))
    search(visitor, "ja", "量子")
    with CaptureQueriesContext(connection) as many:
        search(visitor, "ja", "量子")
    assert len(many) == len(few)


def test_of_very_many_pages_those_are_listed_whose_title_says_it(
    visitor: Client, make_pages: PagesMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.finding.MOST", 3)
    monkeypatch.setattr("search.views.MOST", 3)
    titled = make_pages("en", "Quark")[0]
    make_pages("en", *(f"Page {number}" for number in range(6)), lead="About the quark and what it is made of.")
    html = search(visitor, "en", "quark")
    assert addresses(html)[0] == titled.url
    assert len(addresses(html)) == 3
    assert "More than 3 pages contain “quark”; 3 of them are listed." in sentences(html)


def test_the_search_page_only_reads(visitor: Client) -> None:
    assert visitor.post("/search/", {"q": "cookie"}).status_code == 405


@pytest.mark.parametrize("language, label", [("ja", "検索"), ("en", "Search")])
def test_search_is_among_the_links_that_help(database: None, language: str, label: str) -> None:
    assert (label, ADDRESSES[language]) in {(link.label, link.url) for link in site_links(language)["help"]}
