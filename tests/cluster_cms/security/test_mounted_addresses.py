"""Addresses of Django and Wagtail that this site does not use answer 404."""

from collections.abc import Callable
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from cluster_cms.sign_in.routes import urlpatterns as sign_in_urls

SignIn = Callable[[AbstractBaseUser], Client]
CLOSED = [
    "/api/",
    "/api/v2/pages/",
    "/api/v3/",
    "/api/v3/openapi.json",
    "/api/docs/",
    "/openapi.json",
    "/django-admin/",
    "/admin/auth/",
    "/_util/login/",
    "/_util/authenticate_with_password/1/1/",
    "/documents/authenticate_with_password/1/",
    "/accounts/login/",
    "/i18n/setlang/",
    "/.git/config",
    "/media/",
]


@pytest.mark.parametrize("address", CLOSED)
def test_there_is_no_such_address(visitor: Client, address: str) -> None:
    if address.startswith("/admin/"):  # strangers are sent to the sign-in page, whatever they ask for
        assert visitor.get(address).status_code == 302
    else:
        assert visitor.get(address).status_code == 404
        assert visitor.get(f"/en{address}").status_code == 404


@pytest.mark.parametrize("name", ["admin:index", "wagtailcore_login", "wagtailapi_v2:pages:listing", "set_language"])
def test_no_such_view_is_mounted(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_first_steps_of_all_addresses_are_these() -> None:
    first = {str(pattern.pattern) for pattern in get_resolver().url_patterns}
    assert first == {
        "healthz",
        "readyz",
        ".well-known/security.txt",
        *("robots.txt", "site.webmanifest", "sitemap.xml", "sitemap-<int:number>.xml"),
        *(
            "accent-<str:digits>.css",
            "favicon.ico",
            "apple-touch-icon.png",
            "icon-<int:size>.png",
            "media/cards/<int:page_id>-<str:seed>.png",
        ),
        "admin/",
        *(str(pattern.pattern) for pattern in sign_in_urls),
        "admin/collections/<int:collection_id>/privacy/",  # closed
        "admin/failwhale/",  # closed
        r"^documents/(\d+)/(.*)$",
        "admin/pictures/people/<int:user_id>/<str:name>",
        "admin/pictures/<str:name>",
        "media/images/<str:name>",
        "",  # the public side, in each language
    }


def test_everything_in_the_staff_area_asks_who_you_are(visitor: Client) -> None:
    for address in ("/admin/", "/admin/pages/", "/admin/images/", "/admin/reports/site-history/", "/admin/contact/"):
        led_to, status = visitor.get(address, follow=True).redirect_chain[-1]
        assert (unquote(led_to), status) == (f"/admin/account/login/?next={address}", 302)


def test_no_page_can_be_kept_behind_a_password_or_a_sign_in(
    admin: AbstractBaseUser, signed_in: SignIn, home_page: Page
) -> None:
    browser, address = signed_in(admin), f"/admin/pages/{home_page.pk}/privacy/"
    assert "閲覧の制限は変えられません" in browser.get(address).json()["html"]
    for details in ("password", "login", "groups"):
        browser.post(address, {"restriction_type": details, "password": "let-me-in", "groups": "1"})
    assert not PageViewRestriction.objects.exists()


def test_no_collection_can_be_kept_behind_a_password_or_a_sign_in(admin: AbstractBaseUser, signed_in: SignIn) -> None:
    browser = signed_in(admin)
    collection = Collection.get_first_root_node().add_child(name="社内")
    assert "set-privacy" not in browser.get(f"/admin/collections/{collection.pk}/").content.decode()
    for details in ("password", "login", "groups"):
        answer = {"restriction_type": details, "password": "let-me-in", "groups": "1"}
        assert browser.post(f"/admin/collections/{collection.pk}/privacy/", answer).status_code == 404
    assert not CollectionViewRestriction.objects.exists()
