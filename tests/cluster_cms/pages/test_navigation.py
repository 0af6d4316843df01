"""Menu and breadcrumbs: only pages that can be opened, in the language of the page."""

import re

from django.test import Client
from wagtail.models import Page

from tests.infrastructure.cast import live_page, take_down


def breadcrumbs(page: str) -> list[tuple[str | None, str]]:
    """Return the breadcrumbs of a page as (address, label)."""
    block = re.search(r'<nav class="breadcrumbs".*?</nav>', page, re.S)
    assert block
    crumbs = re.findall(r'<li[^>]*>(?:<a href="([^"]*)">)?([^<]*)', block[0])
    return [(address or None, label.strip()) for address, label in crumbs]


def below_business(language: str) -> Page:
    outline = Page.objects.get(slug="business-outline", locale__language_code=language)
    return outline.get_children().live().first()


def test_breadcrumbs_lead_from_the_home_page_down_to_here(visitor: Client) -> None:
    here = below_business("en")
    crumbs = breadcrumbs(visitor.get(here.url).content.decode())
    assert [address for address, _label in crumbs] == ["/en/", "/en/business-outline/", None]
    assert crumbs[-1][1] == here.title.replace("&", "&amp;")


def test_breadcrumbs_pass_over_a_page_that_is_not_public(visitor: Client) -> None:
    here = below_business("ja")
    Page.objects.filter(pk=here.get_parent().pk).update(live=False)
    crumbs = breadcrumbs(visitor.get(here.url).content.decode())
    assert [address for address, _label in crumbs] == ["/", None]


def test_a_view_without_page_stands_below_the_home_page(visitor: Client) -> None:
    assert breadcrumbs(visitor.get("/en/search/").content.decode())[0][0] == "/en/"


def menu(visitor: Client, address: str) -> list[tuple[str, bool]]:
    """Return the main menu as (address, we are there)."""
    block = re.search(r'<ul class="nav">(.*?)</ul>', visitor.get(address).content.decode(), re.S)
    assert block
    return [(found[0], bool(found[1])) for found in re.findall(r'<a href="([^"]*)"( aria-current="true")?>', block[1])]


def test_the_menu_opens_pages_of_its_own_language(visitor: Client, language: str) -> None:
    prefix = "/" if language == "ja" else "/en/"
    entries = [address for address, _here in menu(visitor, prefix)]
    assert f"{prefix}corporate-profile/" in entries
    assert all(visitor.get(address).status_code == 200 for address in entries)
    assert all(address.startswith("/en/") == (language == "en") for address in entries[:-2])


def test_the_menu_marks_where_we_are_also_below(visitor: Client) -> None:
    marked = [address for address, here in menu(visitor, below_business("ja").url) if here]
    assert marked == ["/business-outline/"]


def test_an_unpublished_page_leaves_the_menu(visitor: Client) -> None:
    Page.objects.get(slug="corporate-profile", locale__language_code="ja").unpublish()
    assert "/corporate-profile/" not in [address for address, _here in menu(visitor, "/")]


def test_the_frame_speaks_of_the_contact_page_only_while_there_is_one(visitor: Client) -> None:
    assert 'class="button" href="/contact-us/"' in visitor.get("/").content.decode()
    take_down(live_page("contact.contactpage"))
    assert "/contact-us/" not in visitor.get("/no/such/page/").content.decode()
