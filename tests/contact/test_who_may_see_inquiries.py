"""Desk and privacy officer work with inquiries; a right on the contact page shows none of them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser, Permission
from django.test import Client

from contact.pages import ContactPage
from contact.permissions import RIGHTS
from contact.records import Inquiry
from tests.contact.visit import WRITTEN, texts

SignIn = Callable[[Any], Client]
Person = Callable[[str], AbstractBaseUser]
GETS = ["", "results/", "export/", "copies/", "{reference}/", "{reference}/delete/"]
POSTS = ["export/file/", "{reference}/answered/", "{reference}/delete/"]
HANDLING = ["{reference}/status/", "{reference}/assign/"]
FORM = {"selection": "1", "form": "csv", "reason": "answering", "columns": "reference"}
MAY = ["desk", "privacy", "admin"]
MAY_NOT = ["marketing", "legal", "approver"]


def ask(client: Client, method: str, place: str, inquiry: Inquiry) -> Any:
    address = "/admin/inquiries/" + place.format(reference=inquiry.reference)
    return getattr(client, method)(address, FORM | {"inquiry": inquiry.reference} if method == "post" else {})


DOORS = [("get", place) for place in GETS] + [("post", place) for place in [*POSTS, *HANDLING]]


@pytest.mark.parametrize("role", MAY)
@pytest.mark.parametrize("method, place", DOORS)
def test_the_right_person_may(
    method: str, place: str, role: str, person: Person, signed_in: SignIn, inquiry: Inquiry
) -> None:
    response = ask(signed_in(person(role)), method, place, inquiry)
    assert response.status_code in (200, 302)
    assert response.headers.get("Location") != "/admin/"


@pytest.mark.parametrize("role", MAY_NOT)
@pytest.mark.parametrize("method, place", DOORS)
def test_the_wrong_person_may_not(
    method: str, place: str, role: str, person: Person, signed_in: SignIn, inquiry: Inquiry
) -> None:
    response = ask(signed_in(person(role)), method, place, inquiry)
    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")
    inquiry.refresh_from_db()
    assert inquiry.is_open


@pytest.mark.parametrize("method, place", DOORS)
def test_a_stranger_is_sent_to_sign_in(method: str, place: str, inquiry: Inquiry) -> None:
    response = ask(Client(), method, place, inquiry)
    assert response.status_code == 302
    assert "login" in response.headers["Location"]
    assert Inquiry.objects.filter(pk=inquiry.pk, status="new").exists()


@pytest.mark.parametrize("right", RIGHTS)
def test_each_right_opens_its_own_doors_alone(right: str, legal: Any, signed_in: SignIn, inquiry: Inquiry) -> None:
    grant(legal, "view_inquiry", "reveal_inquiry", right)
    client = signed_in(legal)
    for needed, place in zip(("export_inquiry", "handle_inquiry", "erase_inquiry"), POSTS, strict=True):
        refused = ask(client, "post", place, inquiry).headers.get("Location") == "/admin/"
        assert refused == (needed != right)


def grant(user: Any, *rights: str) -> None:
    user.user_permissions.set(Permission.objects.filter(codename__in=rights, content_type__app_label="contact"))


@pytest.mark.parametrize("right", [right for right in RIGHTS if right != "view_inquiry"])
def test_no_right_works_without_the_right_to_read(right: str, legal: Any, signed_in: SignIn, inquiry: Inquiry) -> None:
    grant(legal, right)
    for method, place in DOORS:
        assert ask(signed_in(legal), method, place, inquiry).headers.get("Location") == "/admin/"


@pytest.mark.parametrize("method, place", [("get", "export/file/"), ("get", "{reference}/answered/")])
def test_actions_take_no_get(method: str, place: str, desk: Any, signed_in: SignIn, inquiry: Inquiry) -> None:
    assert ask(signed_in(desk), method, place, inquiry).status_code == 405


def test_an_unknown_reference_is_not_found(desk: Any, signed_in: SignIn) -> None:
    assert signed_in(desk).get("/admin/inquiries/2222-2222/").status_code == 404


@pytest.mark.parametrize("role, shown", [("desk", True), ("privacy", True), ("marketing", False), ("legal", False)])
def test_menu_and_dashboard_speak_of_inquiries_to_the_desk_alone(
    role: str, shown: bool, person: Person, signed_in: SignIn, inquiry: Inquiry
) -> None:
    assert ("/admin/inquiries/" in texts(signed_in(person(role)).get("/admin/"))) == shown


def test_an_editor_of_the_contact_page_finds_no_trace_in_its_screens(
    marketing: Any, signed_in: SignIn, inquiry: Inquiry, contact_page: ContactPage
) -> None:
    client = signed_in(marketing)
    here = f"/admin/pages/{contact_page.pk}/"
    places = [here + "edit/", here + "usage/", here + "history/", here + "delete/", "/admin/reports/site-history/"]
    for address in [*places, "/admin/pages/search/?q=山田", "/admin/pages/search/?q=CX-210"]:
        page = texts(client.get(address, follow=True))
        for trace in ("/admin/inquiries/", inquiry.reference, WRITTEN["mail"], WRITTEN["name"], WRITTEN["phone"]):
            assert trace not in page


def test_the_list_masks_names_and_shows_nothing_else_that_was_written(
    desk: Any, signed_in: SignIn, inquiry: Inquiry
) -> None:
    page = texts(signed_in(desk).get("/admin/inquiries/"))
    assert inquiry.reference in page
    assert "山***" in page
    for name in ("company", "name", "mail", "phone", "message"):
        assert WRITTEN[name] not in page


def test_the_bare_list_knows_no_export_by_address(desk: Any, signed_in: SignIn, inquiry: Inquiry) -> None:
    response = signed_in(desk).get("/admin/inquiries/?export=xlsx")
    assert "html" in response.headers["Content-Type"]
