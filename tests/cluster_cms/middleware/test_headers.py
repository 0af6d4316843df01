"""Security and cache headers: strict for the public, workable for staff, the same for everyone."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpResponseBase
from django.test import Client
from wagtail.models import Page

PUBLIC = ["/", "/en/", "/contact-us/", "/en/privacy-policy/", "/search/?q=resin"]
ERRORS = ["/no/such/page/", "/en/no/such/page/"]


def policy(response: HttpResponseBase) -> dict[str, str]:
    """Return the Content-Security-Policy as directives."""
    parts = [part.split(maxsplit=1) for part in response.headers["Content-Security-Policy"].split(";")]
    return {name: value for name, value in parts}


@pytest.mark.parametrize("address", PUBLIC + ERRORS)
def test_a_public_page_allows_nothing_inline_and_no_other_host(visitor: Client, address: str) -> None:
    directives = policy(visitor.get(address))
    assert directives["default-src"] == "'none'"
    assert {name: value for name, value in directives.items() if "'self'" not in value} == {
        "default-src": "'none'",
        "base-uri": "'none'",
    }
    assert not any(word in value for value in directives.values() for word in ("unsafe", "http", "*"))


@pytest.mark.parametrize(
    "address", PUBLIC + ERRORS + ["/healthz", "/admin/account/login/", "/static/cluster_cms/img/mark.svg"]
)
def test_every_answer_carries_the_protecting_headers(visitor: Client, address: str) -> None:
    response = visitor.get(address)
    list(response)  # a file is closed at its end
    headers = response.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert "camera=()" in headers["Permissions-Policy"]


def test_a_refused_charset_carries_them_too(visitor: Client) -> None:
    response = visitor.generic("POST", "/", b"text", content_type="text/plain; charset=shift_jis")
    assert response.status_code == 415
    assert policy(response)["default-src"] == "'none'"


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_is_the_same_for_everyone(visitor: Client, address: str) -> None:
    first = visitor.get(address, headers={"Accept-Language": "en"})
    other = visitor.get(address, headers={"Accept-Language": "ja", "User-Agent": "another"})
    assert first.headers["Cache-Control"].startswith("public, max-age=0, must-revalidate")
    assert first.content == other.content
    assert "Vary" not in first.headers


@pytest.mark.parametrize("address", PUBLIC)
def test_an_unchanged_page_is_not_sent_twice(visitor: Client, address: str) -> None:
    tag = visitor.get(address).headers["ETag"]
    again = visitor.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"].startswith("public, max-age=0, must-revalidate")


def test_a_changed_page_has_another_tag(visitor: Client, home_page: Page) -> None:
    tag = visitor.get("/").headers["ETag"]
    home_page.seo_title = "別の題名"
    home_page.save_revision().publish()
    assert visitor.get("/", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("address", ERRORS)
def test_that_a_page_is_gone_may_take_its_place_in_a_cache(visitor: Client, address: str) -> None:
    """Otherwise a cache that has the page would show it again while the site is away."""
    answer = visitor.get(address)
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"].startswith("public, max-age=0, must-revalidate, s-maxage=1,")


def test_the_answer_to_a_form_is_not_kept(visitor: Client) -> None:
    assert visitor.post("/contact-us/", {}).headers["Cache-Control"] == "no-store"


def test_staff_pages_are_private(
    admin: AbstractBaseUser, signed_in: Callable[[AbstractBaseUser], Client], home_page: Page
) -> None:
    browser = signed_in(admin)
    for address in ("/admin/", f"/admin/pages/{home_page.pk}/edit/", f"/admin/pages/{home_page.pk}/view_draft/"):
        response = browser.get(address)
        assert response.status_code == 200
        assert "private" in response.headers["Cache-Control"]
        assert "public" not in response.headers["Cache-Control"]


def test_the_staff_area_runs_scripts_of_files_alone(
    admin: AbstractBaseUser, signed_in: Callable[[AbstractBaseUser], Client]
) -> None:
    directives = policy(signed_in(admin).get("/admin/"))
    assert directives["default-src"] == directives["base-uri"] == "'none'"
    assert directives["script-src"] == "'self'"
    assert [name for name, value in directives.items() if "unsafe" in value] == ["style-src"]
