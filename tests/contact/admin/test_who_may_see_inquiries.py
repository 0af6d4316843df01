"""Desk and privacy officer work with inquiries; a right on the contact page shows none of them.

The matrix: 7 roles x every address of the desk x own, foreign and missing object x GET and POST, in all more than
500 cases; then every right alone, and the desk without each of its rights. `addresses.py` is the stated list."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser, Permission
from django.template.backends.django import Template
from django.test import Client

from contact.models import Inquiry
from contact.pages import ContactPage
from contact.permissions import PERMISSIONS
from tests.contact.admin.addresses import OFFICER, ROUTES, TEMPLATES, registered_routes
from tests.contact.admin.role_requests import cases, client_of, objects_of, usual_cases, wrong_answers
from tests.contact.visit import WRITTEN, texts

SignIn = Callable[[Any], Client]
Person = Callable[[str], AbstractBaseUser]
ALL = frozenset(PERMISSIONS)
DESK = ALL - {"view_inquiry_audit", "manage_retention", "view_transfer"}
ROLES = {
    "marketing": (),
    "legal": (),
    "approver": (),
    "desk": DESK | TEMPLATES,
    "privacy": ALL | TEMPLATES | OFFICER,
    "admin": ALL | TEMPLATES,
}
# The page of an inquiry stands behind both: without them the others open nothing of it.
BASE = {"view_inquiry", "reveal_inquiry"}


def test_the_stated_list_names_every_address_of_the_desk() -> None:
    assert set(registered_routes()) == set(ROUTES)
    assert len(list(cases())) * (len(ROLES) + 1) > 500


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_answered_by_its_rights_at_every_address(role: str, person: Person, approver: Any) -> None:
    user: Any = person(role)
    other: Any = person("privacy" if role == "approver" else "approver")
    assert not wrong_answers(client_of(user), ROLES[role], objects_of(user, other), cases())


def test_a_stranger_is_sent_to_sign_in_from_every_address(approver: Any) -> None:
    assert not wrong_answers(client_of(None), None, objects_of(None, approver), cases())


@pytest.fixture
def unrendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are empty: the question is who is let in. The roles above see them whole."""
    monkeypatch.setattr(Template, "render", lambda template, context=None, request=None: "")


def grant(user: Any, *rights: str) -> None:
    user.groups.clear()
    found = Permission.objects.filter(codename__in=("access_admin", *rights))
    user.user_permissions.set(found.filter(content_type__app_label__in=("contact", "wagtailadmin")))


@pytest.mark.parametrize("right", PERMISSIONS)
def test_each_right_opens_its_own_addresses_alone(right: str, legal: Any, approver: Any, unrendered: None) -> None:
    client, known = client_of(legal), objects_of(legal, approver)
    for rights in ({right}, BASE | {right}):
        grant(legal, *rights)
        assert not wrong_answers(client, rights, known, usual_cases())


@pytest.mark.parametrize("right", sorted(DESK))
def test_without_a_right_the_desk_loses_its_addresses_and_no_others(
    right: str, legal: Any, approver: Any, unrendered: None
) -> None:
    grant(legal, *(DESK - {right}))
    assert not wrong_answers(client_of(legal), DESK - {right}, objects_of(legal, approver), usual_cases())


def test_who_may_edit_the_contact_page_sees_nothing(marketing: Any, approver: Any, contact_page: ContactPage) -> None:
    client = client_of(marketing)
    assert client.get(f"/admin/pages/{contact_page.pk}/edit/").status_code == 200
    assert not wrong_answers(client, (), objects_of(marketing, approver), usual_cases())


@pytest.mark.parametrize("role, shown", [("desk", True), ("privacy", True), ("marketing", False), ("legal", False)])
def test_menu_and_dashboard_show_inquiries_to_the_desk_alone(
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


def test_the_list_shows_nothing_that_was_written_to_those_who_may_not_open_it(
    grant: Callable[..., None], marketing: Any, signed_in: SignIn, inquiry: Inquiry
) -> None:
    grant(marketing, "view_inquiry")
    page = texts(signed_in(marketing).get("/admin/inquiries/"))
    assert inquiry.reference in page
    assert "山***" in page
    for name in ("company", "name", "mail", "phone"):
        assert WRITTEN[name] not in page
    assert WRITTEN["message"][:10] not in page


def test_the_list_shows_company_and_first_words_to_those_who_may(
    desk: Any, privacy_officer: Any, signed_in: SignIn, inquiry: Inquiry
) -> None:
    begins = " ".join(WRITTEN["message"].split())[:10]
    page = texts(signed_in(desk).get("/admin/inquiries/"))
    assert WRITTEN["company"] in page
    assert begins in page
    for name in ("name", "mail", "phone"):
        assert WRITTEN[name] not in page
    for changes in ({"restricted_at": inquiry.received_at}, {"status": "answered", "assignee": privacy_officer}):
        Inquiry.objects.filter(pk=inquiry.pk).update(**changes)
        page = texts(signed_in(desk).get("/admin/inquiries/"))
        assert begins not in page.partition(f'id="inquiry-{inquiry.reference}"')[2].partition("</tr>")[0]
        Inquiry.objects.filter(pk=inquiry.pk).update(restricted_at=None)


def test_the_bare_list_knows_no_export_by_address(desk: Any, signed_in: SignIn, inquiry: Inquiry) -> None:
    response = signed_in(desk).get("/admin/inquiries/?export=xlsx")
    assert "html" in response.headers["Content-Type"]
