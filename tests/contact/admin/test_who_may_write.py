"""Notes and mails are for those who work on inquiries, replies for those who may reply, and nothing for others."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from contact.models import Inquiry, Message, Note
from tests.contact.visit import texts

UUID = "12345678-1234-1234-1234-123456789012"
HANDLE, REPLY = "handle_inquiry", "reply_inquiry"
DOORS = {"notes": HANDLE, "mail": HANDLE, "reply": REPLY, "replied": REPLY, f"resend/{UUID}": REPLY}
WORDS = {
    "text": "x",
    "sender": "x",
    "at": "2026-01-01T12:00",
    "time_confirmed": "on",
    "subject": "x",
    "body": "x",
    "then": "answered",
    "version": "0",
}
SignIn = Callable[[Any], Client]


def post(client: Client, inquiry: Inquiry, form: str) -> Any:
    return client.post(f"/admin/inquiries/{inquiry.reference}/{form}/", WORDS)


def written() -> int:
    return Note.objects.count() + Message.objects.count()


@pytest.mark.parametrize("form", DOORS)
@pytest.mark.parametrize("role", ["desk", "privacy", "admin"])
def test_the_desk_may_write(form: str, role: str, person: Any, signed_in: SignIn, inquiry: Inquiry) -> None:
    before = written()
    response = post(signed_in(person(role)), inquiry, form)
    assert response.headers["Location"].partition("#")[0] == f"/admin/inquiries/{inquiry.reference}/"
    assert written() - before == (0 if form.startswith("resend") else 1)


@pytest.mark.parametrize("form", DOORS)
@pytest.mark.parametrize("role", ["marketing", "legal", "approver"])
def test_nobody_else_may(form: str, role: str, person: Any, signed_in: SignIn, inquiry: Inquiry) -> None:
    before = written()
    client = signed_in(person(role))
    assert post(client, inquiry, form).headers["Location"] == "/admin/"
    assert client.get(f"/admin/inquiries/{inquiry.reference}/notes/").headers["Location"] == "/admin/"
    assert written() == before


@pytest.mark.parametrize("form", DOORS)
def test_a_stranger_is_sent_to_sign_in(form: str, inquiry: Inquiry) -> None:
    before = written()
    assert "login" in post(Client(), inquiry, form).headers["Location"]
    assert written() == before


@pytest.mark.parametrize("right", [HANDLE, REPLY])
def test_each_right_opens_its_own_addresses_and_shows_its_own_forms(
    right: str, legal: Any, signed_in: SignIn, inquiry: Inquiry
) -> None:
    rights = Permission.objects.filter(content_type__app_label="contact")
    legal.user_permissions.set(rights.filter(codename__in=["view_inquiry", "reveal_inquiry", right]))
    client = signed_in(legal)
    page = texts(client.get(f"/admin/inquiries/{inquiry.reference}/"))
    for form, needed in DOORS.items():
        if "resend" not in form:
            assert (f"/{inquiry.reference}/{form}/" in page) == (needed == right)
        assert (post(client, inquiry, form).headers.get("Location") == "/admin/") == (needed != right)


@pytest.mark.parametrize("form", [form for form in DOORS if "resend" not in form])
def test_by_its_address_alone_a_form_leads_to_the_inquiry(
    form: str, desk: Any, signed_in: SignIn, inquiry: Inquiry
) -> None:
    response = signed_in(desk).get(f"/admin/inquiries/{inquiry.reference}/{form}/")
    assert response.headers["Location"].partition("#")[0] == f"/admin/inquiries/{inquiry.reference}/"


@pytest.mark.parametrize("form", DOORS)
def test_an_unknown_inquiry_is_not_found(form: str, desk: Any, signed_in: SignIn) -> None:
    assert signed_in(desk).post(f"/admin/inquiries/2222-2222/{form}/", WORDS).status_code == 404
