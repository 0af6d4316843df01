"""Each call of a page says what happens: none is just the name of the contact page, and no two share their words."""

from collections import Counter

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from wagtail.models import Page

from tests.bench.addresses import SPECIAL
from tests.infrastructure.cast import live_page

NAMES = ("ul", "h2", "h3")  # in which a link is the name of a page: menus, lists, results
NOT_FOUND = ("/search/?q=zzzz", "/products/?shrinkage-min=99", "/no-such-page/")


def calls(text: str, contact: str) -> list[str]:
    """Return the words of what leads to the contact form or looks like a button, where it is no name in a list."""
    soup = BeautifulSoup(text, "html.parser")
    found = [one for one in soup.select("main a, footer a") if leads_on(one, contact) and not one.find_parent(NAMES)]
    return [" ".join(one.get_text().split()) for one in found]


def leads_on(link: Tag, contact: str) -> bool:
    to_form = str(link.get("href", "")).partition("?")[0] == contact
    return to_form or "button" in (link.get("class") or [])


def pages(language: str) -> list[str]:
    live = Page.objects.live().filter(locale__language_code=language, depth__gt=1)
    prefix = "/en" if language == "en" else ""
    return [page.url for page in live] + [f"{prefix}{below}" for below in (*SPECIAL, *NOT_FOUND)]


@pytest.mark.django_db
def test_each_call_has_a_verb_of_its_own(visitor: Client, language: str) -> None:
    contact = live_page("contact.contactpage", language)
    for address in pages(language):
        found = calls(visitor.get(address, follow=True).text, contact.url)
        assert found, address
        assert contact.title not in found, address
        assert [words for words, times in Counter(found).items() if times > 1] == [], address


def test_a_bare_call_and_a_second_one_would_be_seen() -> None:
    page = '<main><a href="/contact-us/">Contact us</a><a class="button" href="/x/">Contact us</a></main>'
    assert calls(page, "/contact-us/") == ["Contact us", "Contact us"]
