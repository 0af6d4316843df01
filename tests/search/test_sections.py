"""Results are narrowed by section, the other language is offered where it has more, and special pages are found."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from contact.pages import ContactPage
from tests.search.test_search_page import PagesMaker, addresses, make_pages, search, sentences

__all__ = ["make_pages"]


def test_the_sections_count_the_results_and_narrow_them(visitor: Client) -> None:
    whole = search(visitor, "ja", "エポキシ")
    count = int(re.findall(r'in=products">製品情報 \((\d+)\)', whole)[0])
    narrowed = search(visitor, "ja", "エポキシ", **{"in": "products"})
    assert count == len(addresses(narrowed)) > 1
    assert all(address.startswith("/products/") for address in addresses(narrowed))
    assert 'href="?q=%E3%82%A8%E3%83%9D%E3%82%AD%E3%82%B7"' in narrowed, "the choice can be taken off"


@pytest.mark.parametrize("name", ["nothing", "", "' OR 1", "ja"])
def test_an_unknown_section_is_no_choice(visitor: Client, name: str) -> None:
    assert addresses(search(visitor, "ja", "CX-210", **{"in": name})) == addresses(search(visitor, "ja", "CX-210"))


def test_the_other_language_is_offered_where_it_has_more(visitor: Client, make_pages: PagesMaker) -> None:
    make_pages("en", "Quark", "Quark two")
    make_pages("ja", "Quark")
    assert "英語のページでは2件見つかります。" in sentences(search(visitor, "ja", "quark"))
    assert 'href="/en/search/?q=quark"' in search(visitor, "ja", "quark")
    assert "The Japanese pages" not in search(visitor, "en", "quark")


def test_what_was_meant_is_offered_and_the_desk_too(visitor: Client) -> None:
    text = sentences(search(visitor, "en", "underfil"))
    assert "Did you mean: underfill" in text
    assert "Telephone" in text
    assert "Did you mean" not in sentences(search(visitor, "en", "qqqqqq"))


@pytest.mark.parametrize(
    "language, words, address",
    [
        ("ja", "九つの約束", "/promises/"),
        ("ja", "ご自分の情報", "/your-data/"),
        ("en", "linked sites", "/en/privacy-policy/item/8/"),
        ("en", "revision history", "/en/privacy-policy/history/"),
    ],
)
def test_an_address_without_a_page_is_found_first_by_its_title(
    visitor: Client, language: str, words: str, address: str
) -> None:
    assert addresses(search(visitor, language, words))[0] == address


def test_a_result_shows_the_cells_of_a_table_apart_and_no_setting(visitor: Client) -> None:
    html = search(visitor, "ja", "資本金")
    excerpt = strip_tags(html[html.index('<article class="result">') : html.index("</article>")])
    assert "資本金 · 1億2,000万円" in excerpt
    assert "全幅" not in excerpt
    assert " ·  · " not in excerpt


def test_a_new_question_of_the_form_is_found_once_it_is_published(
    visitor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    page = ContactPage.objects.get(locale__language_code="en")
    question = page.questions.first()
    question.label = "Which zirconia do you need?"
    page.questions.add(question)
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert addresses(search(visitor, "en", "zirconia")) == [page.url]
