"""The demo site: every page in both languages, each in its own language only."""

import re

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page

from cluster_cms.clock import tokyo_date
from library.models import LibraryDocument
from tests.home.making import home

JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]+")
PATHS = [
    "/",
    "/corporate-profile/",
    "/corporate-profile/quality/",
    "/corporate-profile/equipment/",
    "/corporate-profile/access/",
    "/corporate-profile/careers/",
    "/business-outline/",
    "/business-outline/epoxy-compounds/",
    "/business-outline/micro-moulding/",
    "/business-outline/case-one-step-less/",
    "/news/",
    "/news/pulsedrop-1-orders-open/",
    "/news/advanced-materials-fair/",
    "/news/second-works-environmental-report/",
    "/questions/",
    "/about-this-site/",
    "/accessibility/",
    "/sitemap/",
]
SWITCH = re.compile(r"<a [^>]*\blang=\"ja\"[^>]*>.*?</a>")


PARENTS = {path: "/".join(path.split("/")[:2]) + "/" for path in PATHS if path.count("/") == 3}


def address(path: str, language: str) -> str:
    return path if language == "ja" else f"/en{path}"


@pytest.mark.parametrize("path", PATHS)
def test_a_demo_page_stands_in_both_languages(path: str, language: str, visitor: Client) -> None:
    page = visitor.get(address(path, language))
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text
    assert page.text.count("<h1") == 1


@pytest.mark.parametrize("path", PATHS)
def test_an_english_page_shows_no_japanese(path: str, visitor: Client) -> None:
    body = visitor.get(f"/en{path}").text.partition("<body>")[2]
    assert JAPANESE.findall(SWITCH.sub("", body)) == []


def test_each_demo_page_is_the_translation_of_its_twin(database: None) -> None:
    for page in home().get_descendants().live():
        translated = page.get_translations().get()
        assert (translated.slug, translated.live, translated.alias_of_id is None or page.slug == "privacy-policy") == (
            page.slug,
            True,
            True,
        )


@pytest.mark.parametrize(
    "path, word",
    [
        ("/business-outline/epoxy-compounds/", "エポキシ樹脂"),
        ("/corporate-profile/", "ISO9001"),
        ("/en/business-outline/epoxy-compounds/", "Epoxy resin"),
        ("/en/corporate-profile/", "ISO9001"),
    ],
)
def test_the_demo_holds_the_words_that_people_search_for(path: str, word: str, visitor: Client) -> None:
    assert word in visitor.get(path).text


def test_the_demo_says_that_it_is_a_sample(visitor: Client) -> None:
    assert "見本" in visitor.get("/about-this-site/").text
    assert "sample" in visitor.get("/en/about-this-site/").text


def test_no_link_of_the_demo_is_dead(language: str, visitor: Client) -> None:
    dead = []
    for path in PATHS:
        main = visitor.get(address(path, language)).text.partition("<main")[2].partition("</main>")[0]
        for link in re.findall(r'href="(/[^"#?]*)"', main):
            if visitor.get(link).status_code != 200:
                dead.append((path, link))
    assert dead == []


def test_loading_the_demo_again_changes_nothing(database: None) -> None:
    before = list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id"))
    call_command("load_demo", verbosity=0)
    assert list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id")) == before


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_company_page_is_at_most_two_clicks_from_home(visitor: Client, language: str) -> None:
    pages = {path: visitor.get(address(path, language)).text for path in ("/", *set(PARENTS.values()))}
    for path in PATHS[1:]:
        link = f'href="{address(path, language)}"'
        if link not in pages["/"]:
            assert f'href="{address(PARENTS[path], language)}"' in pages["/"], path
            assert link in pages[PARENTS[path]].split("<main", 1)[1].split("</main>")[0], path


def test_the_quality_page_states_the_days_that_the_library_states(visitor: Client) -> None:
    page, library = (visitor.get(path).text for path in ("/corporate-profile/quality/", "/documents/"))
    for name in ("iso-9001-certificate", "iso-13485-certificate"):
        [revision] = LibraryDocument.objects.get(name=name).present
        assert f"/documents/{name}/" in page
        assert tokyo_date(revision.expires_on) in page
        assert tokyo_date(revision.expires_on) in library
