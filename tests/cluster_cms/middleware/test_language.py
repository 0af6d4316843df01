"""The address alone decides the language, and an English address never shows a Japanese page."""

import pytest
from django.test import Client
from wagtail.models import Page

from tests.infrastructure.cast import live_page, take_down


@pytest.fixture
def english_home(database: None) -> Page:
    return live_page("home.homepage", "en")


@pytest.mark.parametrize("address, language", [("/", "ja"), ("/en/", "en"), ("/search/", "ja"), ("/en/search/", "en")])
@pytest.mark.parametrize("details", ["en", "ja", "fr", "*"])
def test_what_the_browser_prefers_changes_nothing(visitor: Client, address: str, language: str, details: str) -> None:
    response = visitor.get(address, headers={"Accept-Language": details})
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.content.decode()
    assert response.headers["Content-Language"] == language


@pytest.mark.parametrize("address", ["/fr/", "/en/en/", "/en/ja/"])
def test_there_is_one_address_for_each_language(visitor: Client, address: str) -> None:
    assert visitor.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/en/", "/en/corporate-profile/", "/en/contact-us/", "/en/privacy-policy/"])
def test_without_an_english_home_page_english_addresses_are_lost_not_japanese(
    visitor: Client, english_home: Page, address: str
) -> None:
    assert visitor.get(address).status_code == 200
    take_down(english_home)
    response = visitor.get(address)
    assert response.status_code == 404
    assert "There is no page at this position" in response.content.decode()


def test_a_page_that_is_only_japanese_is_lost_in_english(visitor: Client) -> None:
    take_down(live_page("contact.contactpage", "en"))
    assert visitor.get("/contact-us/").status_code == 200
    assert visitor.get("/en/contact-us/").status_code == 404


def test_one_request_does_not_leave_its_language_to_the_next(visitor: Client) -> None:
    visitor.get("/en/no/such/page/")
    assert "この位置には、ページがありません" in visitor.get("/no/such/page/").content.decode().replace("<wbr>", "")


def test_the_staff_area_is_not_declared_to_be_japanese(visitor: Client) -> None:
    assert "Content-Language" not in visitor.get("/admin/account/login/").headers
