"""The staff area asks no other host either: no avatar service, no news of releases, no fonts, no embeds."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from wagtail.models import Page

ADDRESSES = [
    "/admin/",
    "/admin/account/",
    "/admin/pages/",
    "/admin/images/",
    "/admin/images/add/",
    "/admin/documents/",
    "/admin/users/",
    "/admin/groups/",
    "/admin/locales/",
    "/admin/reports/site-history/",
    "/admin/settings/cluster_cms/companysettings/",
    "/admin/workflows/list/",
]
LOADED = re.compile(
    r"""(?:\ssrc|\ssrcset|\sposter|\saction|<link[^>]*\shref)=["']?((?:https?:)?//[^"'\s>]+)|url\(["']?(\w*:?//[^)]+)"""
)


def hosts_asked(page: str) -> list[str]:
    return [address for found in LOADED.findall(page) for address in found if address]


def test_the_search_for_hosts_finds_them() -> None:
    page = '<img src="https://a.example/"><link rel=x href=//b.example/c> <form action="http://c.example">'
    assert hosts_asked(page + "url(https://d.example/x)") == [
        "https://a.example/",
        "//b.example/c",
        "http://c.example",
        "https://d.example/x",
    ]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_of_the_staff_area_loads_nothing_from_elsewhere(
    admin: AbstractBaseUser, signed_in: Callable[[AbstractBaseUser], Client], address: str
) -> None:
    response = signed_in(admin).get(address, follow=True)
    page = response.content.decode()
    assert response.status_code == 200
    assert hosts_asked(page) == []
    assert not re.search(r"gravatar|w-upgrade", page)


def test_the_editor_loads_nothing_from_elsewhere(
    admin: AbstractBaseUser, signed_in: Callable[[AbstractBaseUser], Client], home_page: Page
) -> None:
    browser = signed_in(admin)
    for view in ("edit", "history", "workflow_history", "usage"):
        page = browser.get(f"/admin/pages/{home_page.pk}/{view}/", follow=True).content.decode()
        assert hosts_asked(page) == []


def test_the_sign_in_page_loads_nothing_from_elsewhere(visitor: Client) -> None:
    assert hosts_asked(visitor.get("/admin/account/login/").content.decode()) == []
