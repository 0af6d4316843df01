"""Search engines find every public page and nothing else."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from tests.home.making import company_page

NAMED = re.compile(r"<loc>([^<]+)</loc>")


def named(visitor: Client) -> list[str]:
    files = NAMED.findall(visitor.get("/sitemap.xml").text)
    return [page for file in files for page in NAMED.findall(visitor.get(file.removeprefix(settings.SITE_URL)).text)]


@pytest.mark.django_db
def test_every_page_named_answers_and_names_its_translation(visitor: Client) -> None:
    pages = named(visitor)
    assert len(pages) == len(set(pages)) > 10
    assert {visitor.get(page.removeprefix(settings.SITE_URL)).status_code for page in pages} == {200}
    english = f'hreflang="en" href="{settings.SITE_URL}/en/corporate-profile/"'
    assert visitor.get("/sitemap-1.xml").text.count(english) == 2


@pytest.mark.django_db
def test_no_draft_and_no_restricted_page_is_named(visitor: Client) -> None:
    company_page(slug="unfinished", live=False)
    closed = company_page(slug="closed")
    company_page(slug="below", parent=closed)
    assert any(page.endswith("/closed/below/") for page in named(visitor))
    PageViewRestriction.objects.create(page=Page.objects.get(pk=closed.pk), restriction_type="login")
    assert not [page for page in named(visitor) if "closed" in page or "unfinished" in page]


@pytest.mark.django_db
def test_a_large_site_has_several_files(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = named(visitor)
    monkeypatch.setattr("cluster_cms.views.sitemaps.PER_FILE", 5)
    monkeypatch.setattr("cluster_cms.views.sitemaps.AT_ONCE", 2)
    assert named(visitor) == whole
    assert [visitor.get(f"/sitemap-{number}.xml").status_code for number in (0, 999)] == [404, 404]


@pytest.mark.django_db
def test_robots_are_kept_from_private_pages_and_told_of_the_sitemap(visitor: Client) -> None:
    text = visitor.get("/robots.txt").text
    closed = re.findall(r"(?m)^Disallow: (.+)$", text)
    areas = ("/search/", "/your-data/", "/draft/")
    assert sorted(closed) == sorted(["/admin/", *areas, *(f"/en{area}" for area in areas)])
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml\n" in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address,kind",
    [
        ("/favicon.ico", "image/x-icon"),
        ("/apple-touch-icon.png", "image/png"),
        ("/icon-512.png", "image/png"),
        ("/site.webmanifest", "application/manifest+json"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/sitemap.xml", "application/xml"),
    ],
)
def test_what_programs_ask_for_may_be_kept_by_caches(address: str, kind: str, visitor: Client) -> None:
    answer: Any = visitor.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
    assert "public" in answer.headers["Cache-Control"]
    assert not answer.cookies


@pytest.mark.django_db
def test_the_manifest_bears_the_name_of_the_settings(visitor: Client) -> None:
    manifest = visitor.get("/site.webmanifest").json()
    assert manifest["name"] == "クラスターテクノロジー株式会社"
    assert {visitor.get(icon["src"]).status_code for icon in manifest["icons"]} == {200}
