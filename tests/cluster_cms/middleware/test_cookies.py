"""Cookies: none for visitors, even when code or a made-up cookie asks for one; staff's stay in the staff area."""

import logging
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from cluster_cms import urls


def sets_a_cookie(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("ok")
    response.set_cookie("tracking", "1")
    return response


def reads_the_cookies(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{sorted(request.COOKIES)} {request.session.session_key}")


urlpatterns = [
    path("sets/", sets_a_cookie, name="sets"),
    path("admin/sets/", sets_a_cookie),
    path("reads/", reads_the_cookies),
    *urls.urlpatterns,
]


@pytest.fixture
def stranger(visitor: Client, settings: Settings) -> Client:
    settings.ROOT_URLCONF = __name__
    return visitor


def test_a_cookie_that_a_public_view_sets_is_stripped_and_reported(
    stranger: Client, caplog: pytest.LogCaptureFixture
) -> None:
    response = stranger.get("/sets/")
    assert (response.status_code, dict(response.cookies)) == (200, {})
    reports = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert [record.getMessage() for record in reports] == ["cookie tracking of sets stripped from a public page"]


def test_a_view_of_the_staff_area_may_set_cookies(stranger: Client) -> None:
    assert "tracking" in stranger.get("/admin/sets/").cookies


def test_a_public_view_sees_no_cookie(stranger: Client) -> None:
    stranger.cookies["anything"] = stranger.cookies["sessionid"] = "a" * 32
    assert stranger.get("/reads/").content == b"[] None"


@pytest.mark.parametrize("address", ["/", "/en/", "/search/?q=resin", "/no/such/page/"])
@pytest.mark.parametrize("value", ["x", "a" * 32])
def test_made_up_cookies_are_not_answered(visitor: Client, address: str, value: str) -> None:
    visitor.cookies["sessionid"] = visitor.cookies["csrftoken"] = value
    response = visitor.get(address)
    assert not response.cookies
    assert "Vary" not in response.headers


def test_cookies_of_staff_stay_in_the_staff_area_and_away_from_scripts(visitor: Client, settings: Settings) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    cookie = visitor.get("/admin/account/login/").cookies["csrftoken"]
    assert (cookie["path"], cookie["httponly"], cookie["secure"], cookie["samesite"]) == ("/admin/", True, True, "Lax")


def test_the_session_cookie_ends_with_the_browser_and_has_the_same_limits(
    admin: AbstractBaseUser, visitor: Client, settings: Settings
) -> None:
    settings.SESSION_COOKIE_SECURE = True
    admin.set_password("a-good-password-1")
    admin.save()
    token = visitor.get("/admin/account/login/").cookies["csrftoken"].value
    answer = {"login": admin.get_username(), "password": "a-good-password-1", "csrfmiddlewaretoken": token}
    cookie = visitor.post("/admin/account/login/", answer).cookies["sessionid"]
    assert (cookie["path"], cookie["httponly"], cookie["secure"], cookie["samesite"]) == ("/admin/", True, True, "Lax")
    assert cookie["max-age"] == cookie["expires"] == ""


def test_a_signed_in_browser_reads_the_public_site_as_a_stranger_does(
    marketing: AbstractBaseUser, signed_in: Callable[[AbstractBaseUser], Client], visitor: Client
) -> None:
    assert signed_in(marketing).get("/").content == visitor.get("/").content


def test_the_sign_in_page_says_which_cookies_it_sets(visitor: Client) -> None:
    assert "公開サイトはCookieを使いません" in visitor.get("/admin/account/login/").content.decode()
