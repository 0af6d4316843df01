"""Pages of errors: in the language of the address, in the look of the site, also when the database is away."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings
from wagtail.models import Page, PageViewRestriction, Site

from cluster_cms import urls
from tests.infrastructure.cast import live_page, take_down

handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)
ERRORS = {"refused": PermissionDenied, "odd": SuspiciousOperation, "broken": ZeroDivisionError}


def fails(request: HttpRequest, kind: str) -> HttpResponse:
    raise ERRORS[kind]("secret detail")


urlpatterns = [path("fails/<kind>/", fails), path("en/fails/<kind>/", fails), *urls.urlpatterns]
WORDS = {
    400: {"ja": "この送信は読み取れません", "en": "This request cannot be read"},
    403: {"ja": "お入りになれません", "en": "Not allowed"},
    404: {"ja": "この位置には、ページがありません", "en": "There is no page at this position"},
    500: {"ja": "表示の途中で、止まりました", "en": "This page stopped half way"},
}
AWAY = {"ja": "このページは、ただいま表示できません", "en": "This page is not available at the moment"}
PLACES = {400: "fails/odd/", 403: "fails/refused/", 404: "no/such/page/", 500: "fails/broken/"}


@pytest.fixture
def stranger(visitor: Client, settings: Settings) -> Client:
    settings.ROOT_URLCONF = __name__
    visitor.raise_request_exception = False
    return visitor


def refuse_queries(execute: Any, *args: Any) -> Any:
    raise OperationalError("the database is away")


@pytest.fixture
def away(database: None) -> Iterator[None]:
    """The database answers no query."""
    with connection.execute_wrapper(refuse_queries):
        yield


def prefix(language: str) -> str:
    return "/" if language == "ja" else "/en/"


@pytest.mark.parametrize("status", WORDS)
def test_an_error_speaks_the_language_of_the_address(stranger: Client, language: str, status: int) -> None:
    response = stranger.get(prefix(language) + PLACES[status])
    page = response.content.decode().replace("<wbr>", "")
    assert response.status_code == status
    assert f'<html lang="{language}">' in page
    assert WORDS[status][language] in page
    assert "secret detail" not in page
    assert not response.cookies


@pytest.mark.parametrize(
    "address, meant",
    {
        "/corprate-profle/": "/corporate-profile/",
        "/en/corporate-profil": "/en/corporate-profile/",
        "/en/company/micro-molding.html": "/en/business-outline/micro-moulding/",
        "/会社概要/": "/corporate-profile/",
        "/news/nothing-of-the-kind/": "/news/",
        "/en/privcy-policy/v/99/": "/en/privacy-policy/",
    }.items(),
)
def test_pages_with_a_similar_address_are_named(visitor: Client, address: str, meant: str) -> None:
    page = visitor.get(address)
    assert page.status_code == 404
    assert f'<li><a href="{meant}">' in page.text.partition('class="wrap lost"')[2]


def test_a_page_for_some_visitors_alone_is_not_named(visitor: Client) -> None:
    page = Page.objects.get(slug="corporate-profile", locale__language_code="en")
    address = f"{page.url.rstrip('/')}x/"
    link = f'<li><a href="{page.url}">'
    assert link in visitor.get(address).text.partition('class="wrap lost"')[2].partition("</main>")[0]
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert link not in visitor.get(address).text.partition('class="wrap lost"')[2].partition("</main>")[0]


def test_neither_drafts_nor_the_address_that_was_asked_are_shown(visitor: Client) -> None:
    take_down(live_page("contact.contactpage", "en"))
    page = visitor.get("/en/contact-ux<b>x</b>/").text
    assert "contact-u" not in page
    assert "<b>x" not in page


@pytest.mark.parametrize("status", [400, 500])
def test_who_to_call_stands_on_the_page_of_an_error(stranger: Client, language: str, status: int) -> None:
    page = stranger.get(prefix(language) + PLACES[status]).content.decode()
    assert {"ja": "00-0000-0000", "en": "+81 0-0000-0000"}[language] in page
    assert {"ja": "お客様情報相談窓口", "en": "Customer Information Desk"}[language] in page


@pytest.mark.parametrize(
    "place, status",
    [("", 503), ("no/such/page/", 503), ("contact-us/", 503), ("fails/broken/", 500), ("fails/refused/", 500)],
)
@pytest.mark.usefixtures("away")
def test_without_database_there_is_still_a_page(stranger: Client, language: str, place: str, status: int) -> None:
    response = stranger.get(prefix(language) + place)
    assert response.status_code == status
    assert (AWAY if status == 503 else WORDS[500])[language] in response.content.decode()
    assert "frame-ancestors" in response.headers["Content-Security-Policy"]


def test_without_a_site_there_is_still_a_page(stranger: Client) -> None:
    Site.objects.update(is_default_site=False)  # the default one is never deleted
    Site.objects.all().delete()
    response = stranger.get("/fails/broken/")
    assert WORDS[500]["ja"] in response.content.decode()


def test_a_forged_host_is_refused_in_plain_words(stranger: Client, language: str) -> None:
    response = stranger.get(prefix(language), headers={"Host": "evil.example"})
    page = response.content.decode()
    assert response.status_code == 400
    assert WORDS[400][language] in page
    assert "evil.example" not in page


ODD = [
    "/\xff/",
    f"/{'a' * 5000}/",
    "/.env",
    "/\xe3\x81\x82/",
    "/en/\n/",
    "/documents/99999999999999999999/x",
]


@pytest.mark.parametrize("address", ODD)
def test_odd_addresses_are_lost_not_broken(visitor: Client, address: str) -> None:
    assert visitor.get("/", PATH_INFO=address).status_code == 404


@pytest.mark.parametrize("address", ["/\x00", "/media/images/\x00", "/en/\x00/"])
def test_an_address_that_no_database_could_hold_is_no_address(visitor: Client, address: str) -> None:
    assert visitor.get("/", PATH_INFO=address).status_code == 400


def test_an_address_that_looks_like_a_host_makes_no_link_to_it(visitor: Client) -> None:
    response = visitor.get("/", PATH_INFO="//evil.example/")
    assert response.status_code == 404
    assert "evil.example" not in response.content.decode()


def test_a_lost_page_leads_on(visitor: Client, language: str) -> None:
    page = visitor.get(prefix(language) + "no/such/page/").content.decode()
    assert f'href="{prefix(language)}"' in page
    assert f'href="{prefix(language)}contact-us/"' in page
    assert f'action="{prefix(language)}search/"' in page
    assert '<meta name="robots" content="noindex">' in page
