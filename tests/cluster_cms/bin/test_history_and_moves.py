"""What somebody deleted stays in their history, and moving a page says what goes where."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cluster_cms.bin.deleting import delete_into_bin
from cluster_cms.security.accounts import User
from home.models import CompanyPage

SignIn = Callable[[User], Client]


def added(parent: Page, title: str, slug: str) -> Page:
    page = CompanyPage(title=title, slug=slug)
    parent.add_child(instance=page)
    return page


def test_my_own_deletions_stay_in_my_history(home_page: Page, marketing: User, signed_in: SignIn) -> None:
    page = added(home_page, "消えるページ", "kieru")
    delete_into_bin([page], actor=marketing)
    shown = signed_in(marketing).get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert "消えるページ" in shown
    assert str(marketing.get_full_name() or marketing.get_username()) in shown


def test_deletions_of_others_stay_theirs(home_page: Page, marketing: User, admin: User, signed_in: SignIn) -> None:
    delete_into_bin([added(home_page, "消えるページ", "kieru")], actor=admin)
    shown = signed_in(marketing).get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert "消えるページ" not in shown


def test_moving_names_what_from_where_and_where_to(home_page: Page, marketing: User, signed_in: SignIn) -> None:
    page, place = added(home_page, "動かすページ", "ugokasu"), added(home_page, "行き先", "行き先")
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, place.pk])
    shown = signed_in(marketing).get(address).content.decode()
    for words in ("動かすページ", "行き先", home_page.title, "/行き先/ugokasu/", "/ugokasu/"):
        assert words in shown
