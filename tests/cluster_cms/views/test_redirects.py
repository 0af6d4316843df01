"""Marketing sets up redirects with addresses as people copy them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cluster_cms.pages.absolute import absolute
from cluster_cms.security.accounts import User

SignIn = Callable[[User], Client]


@pytest.fixture
def add(marketing: User, signed_in: SignIn) -> Callable[..., object]:
    """Posts the form of a new redirect as marketing, and returns the errors of its fields."""
    browser = signed_in(marketing)

    def post(old_path: str, link: str = "", page: int | str = "") -> object:
        data = {"old_path": old_path, "redirect_link": link, "redirect_page": page, "is_permanent": "on", "site": ""}
        answer = browser.post(reverse("wagtailredirects:add"), data)
        return answer.context["form"].errors if answer.status_code == 200 else {}

    return post


@pytest.mark.parametrize(
    "typed",
    [
        "/昔のお知らせ/",
        "　/昔のお知らせ ",
        "%E6%98%94%E3%81%AE%E3%81%8A%E7%9F%A5%E3%82%89%E3%81%9B",
        "https://example.com/昔のお知らせ/",
    ],
)
def test_old_address_is_understood_as_copied(typed: str, add: Callable[..., object], visitor: Client) -> None:
    assert add(typed, "/en/") == {}
    assert visitor.get("/昔のお知らせ/")["Location"] == "/en/"


def test_blanks_in_an_old_address_are_found(add: Callable[..., object], visitor: Client) -> None:
    assert add("/old page.html", "/") == {}
    assert visitor.get("/old%20page.html")["Location"] == "/"


def test_whole_own_address_loses_its_host(add: Callable[..., object]) -> None:
    add("/kako", absolute("/news/"))
    assert Redirect.objects.get(old_path="/kako").redirect_link == "/news/"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "news", "ftp://example.com/", "//example.com/"])
def test_target_that_is_no_address_is_refused(link: str, add: Callable[..., object]) -> None:
    assert add("/kako", link)


def test_circle_is_refused_in_every_length(add: Callable[..., object]) -> None:
    assert add("/ichi", "/ichi/")
    assert add("/ichi", "/ni/") == {}
    assert add("/ni", "/san") == {}
    assert add("/san", "/ichi/")


def test_one_target_is_required(add: Callable[..., object], home_page: Page) -> None:
    assert add("/kako")
    assert add("/kako", "/en/", home_page.pk)


def test_legal_sets_up_no_redirects(legal: User, signed_in: SignIn) -> None:
    assert signed_in(legal).get(reverse("wagtailredirects:add")).status_code in (302, 403)
