"""The sitemap for people names every public page of its language, and nothing else."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cluster_cms.pages.navigation import site_links
from tests.home.making import company_page, home


def named(client: Client, language: str, address: str = "") -> list[str]:
    page = client.get(address or ("/sitemap/" if language == "ja" else "/en/sitemap/")).text
    return re.findall(r'href="([^"]+)"', page.partition("chapters")[2].partition("</main>")[0])


def test_the_sitemap_names_every_public_page_of_its_language(language: str, visitor: Client) -> None:
    pages = home(language).get_descendants(inclusive=True).live()
    found = named(visitor, language)
    lists = [address for address in found if "/sitemap/" in address]
    found += [url for address in lists for url in named(visitor, language, address)]
    assert {page.url for page in pages} <= set(found)


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


def test_a_large_branch_has_a_list_of_its_own_in_portions(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("home.models.sitemap.FEW", 2)
    monkeypatch.setattr("home.models.sitemap.PER_PAGE", 3)
    parent = company_page(slug="parent")
    urls = {company_page(slug=f"child-{number}", parent=parent).url for number in range(4)}
    assert "/sitemap/parent/" in visitor.get("/sitemap/?page=99").text
    first, second = (visitor.get(f"/sitemap/parent/?page={number}").text for number in (1, 2))
    assert {url for url in urls if f'href="{url}"' in first} | {
        url for url in urls if f'href="{url}"' in second
    } == urls
    assert visitor.get("/sitemap/").text.count("child-") == 0


def test_a_branch_that_visitors_cannot_reach_is_not_listed(visitor: Client) -> None:
    parent = company_page(slug="parent")
    company_page(slug="child", parent=parent)
    assert visitor.get("/sitemap/parent/").status_code == 200
    Page.objects.filter(pk=parent.pk).update(live=False)
    assert [visitor.get(f"/sitemap/{place}/").status_code for place in ("parent", "parent/child", "nothing")] == [
        404
    ] * 3


def test_the_sitemap_asks_as_much_of_a_large_tree(visitor: Client) -> None:
    visitor.get("/sitemap/")
    with CaptureQueriesContext(connection) as few:
        visitor.get("/sitemap/")
    parent = company_page(slug="parent")
    for number in range(30):
        company_page(slug=f"child-{number}", parent=parent)
    visitor.get("/sitemap/")
    with CaptureQueriesContext(connection) as many:
        visitor.get("/sitemap/")
    assert len(many) <= len(few)
