"""The language switch leads to the same page, to its nearest ancestor, to the home page; never to a lost one."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.infrastructure.cast import live_page


def switch(visitor: Client, address: str, language: str, **extra: Any) -> str:
    """Return where the link to a language leads on a page."""
    page = visitor.get(address, **extra).content.decode()
    found = set(re.findall(rf'<a href="([^"]*)" lang="{language}" hreflang="{language}"', page))
    assert len(found) == 1, found
    return found.pop()


PAIRS = [
    ("/", "/en/"),
    ("/corporate-profile/", "/en/corporate-profile/"),
    ("/contact-us/", "/en/contact-us/"),
    ("/privacy-policy/", "/en/privacy-policy/"),
    ("/privacy-policy/history/", "/en/privacy-policy/history/"),
    ("/privacy-policy/v/1/", "/en/privacy-policy/v/1/"),
    ("/search/?q=resin", "/en/search/?q=resin"),
]


@pytest.mark.parametrize("japanese, english", PAIRS)
def test_the_switch_leads_to_the_same_page(visitor: Client, japanese: str, english: str) -> None:
    assert switch(visitor, japanese, "en") == english
    assert switch(visitor, english, "ja") == japanese


def test_without_a_translation_it_leads_to_the_nearest_page_above(visitor: Client) -> None:
    newest = live_page("home.newsindexpage").get_children().live().first()
    below = newest.url
    assert switch(visitor, below, "en") == f"/en{below}"
    newest.get_translations().get().unpublish()
    assert switch(visitor, below, "en") == "/en/news/"
    live_page("home.newsindexpage", "en").unpublish()
    assert switch(visitor, below, "en") == "/en/"


@pytest.mark.parametrize("address", ["/no/such/page/", "/no/such.page", "//evil.example/"])
def test_a_lost_page_leads_to_the_other_home_page(visitor: Client, address: str) -> None:
    assert switch(visitor, "/", "en", PATH_INFO=address) == "/en/"


def test_a_switch_names_the_language_in_that_language(visitor: Client) -> None:
    assert re.search(r'hreflang="en">English</a>', visitor.get("/").content.decode())
    assert re.search(r'hreflang="ja">日本語</a>', visitor.get("/en/").content.decode())


@pytest.mark.django_db
def test_a_page_without_a_translation_says_so_in_both_languages_and_names_the_nearest(visitor: Client) -> None:
    newest = live_page("home.newsindexpage").get_children().live().first()
    english = newest.get_translations().get()
    english.unpublish()
    page = visitor.get(newest.url).content.decode()
    assert "このページの英語版はありません。" in page
    assert "This page is not available in English." in page
    assert f'hreflang="en">{live_page("home.newsindexpage", "en").title}</a>' in page
    assert '<link rel="alternate" hreflang="en"' not in page
    assert "英語版はありません" not in visitor.get("/").content.decode()
