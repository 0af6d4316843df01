"""The sitemap for people names every public page of its language, and nothing else."""

import re

from django.test import Client
from wagtail.models import Page

from cluster_cms.pages.navigation import site_links
from tests.home.making import company_page, home


def named(client: Client, language: str) -> list[str]:
    page = client.get("/sitemap/" if language == "ja" else "/en/sitemap/").text
    return re.findall(r'href="([^"]+)"', page.partition("chapters")[2].partition("</main>")[0])


def test_the_sitemap_names_every_public_page_of_its_language(language: str, visitor: Client) -> None:
    pages = home(language).get_descendants(inclusive=True).live()
    assert {page.url for page in pages} <= set(named(visitor, language))


def test_the_sitemap_names_the_links_of_every_app(language: str, visitor: Client) -> None:
    places = site_links(language)
    places.pop("linked_sites")  # leads into the policy, which is named itself
    offered = {link.url for links in places.values() for link in links}
    assert offered <= set(named(visitor, language))


def test_the_sitemap_names_nothing_twice_and_only_its_own_language(language: str, visitor: Client) -> None:
    found = named(visitor, language)
    assert len(found) == len(set(found))
    assert all(url.startswith("/en/") == (language == "en") for url in found)


def test_a_page_appears_when_it_is_published_and_goes_with_its_parent(visitor: Client) -> None:
    parent = company_page(slug="parent")
    child = company_page(slug="child", parent=parent)
    assert {"/parent/", "/parent/child/"} <= set(named(visitor, "ja"))
    Page.objects.get(pk=parent.pk).unpublish()
    child.refresh_from_db()
    assert not {"/parent/", "/parent/child/"} & set(named(visitor, "ja"))
