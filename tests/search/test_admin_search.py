"""The admin's own search and choosers work with our backend."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from wagtail.models import Page

from home.models import CompanyPage

SignIn = Callable[[AbstractBaseUser], Client]


@pytest.fixture
def plankton(home_page: Page) -> Page:
    return home_page.add_child(instance=CompanyPage(title="量子ﾌﾟﾗﾝｸﾄﾝ CX-999", slug="quantum"))


@pytest.mark.parametrize("words", ["量子", "プランク", "プ", "cx9", '"量子"', '"プランクトン'])
@pytest.mark.parametrize(
    "address", ["/admin/pages/search/results/", "/admin/choose-page/search/", "/admin/pages/{parent}/results/"]
)
def test_staff_find_a_page_by_the_beginning_of_its_title(
    signed_in: SignIn, marketing: AbstractBaseUser, plankton: Page, address: str, words: str
) -> None:
    where = address.format(parent=plankton.get_parent().pk)
    response = signed_in(marketing).get(where, {"q": words})
    assert response.status_code == 200
    assert plankton.title in response.content.decode()


@pytest.mark.parametrize("words", ['"', "'", "\u3000", "\0", "x " * 1500, "量子 AND (", "live:true"])
@pytest.mark.parametrize(
    "address",
    [
        "/admin/pages/search/",
        "/admin/choose-page/search/",
        "/admin/images/results/",
        "/admin/documents/chooser/results/",
    ],
)
def test_odd_words_of_staff_are_answered(
    signed_in: SignIn, admin: AbstractBaseUser, plankton: Page, address: str, words: str
) -> None:
    assert signed_in(admin).get(address, {"q": words}).status_code == 200


def test_staff_find_a_picture_by_its_title(signed_in: SignIn, admin: AbstractBaseUser) -> None:
    html = signed_in(admin).get("/admin/images/results/", {"q": "粒"}).content.decode()
    assert "粒" in html
