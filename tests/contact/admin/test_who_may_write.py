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
WORDS = {"text": "x", "subject": "x", "body": "x", "then": "answered", "version": "0"}
SignIn = Callable[[Any], Client]


def post(client: Client, inquiry: Inquiry, door: str) -> Any:
    return client.post(f"/admin/inquiries/{inquiry.reference}/{door}/", WORDS)


def written() -> int:
    return Note.objects.count() + Message.objects.count()


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["desk", "privacy", "admin"])
def test_the_desk_may_write(door: str, role: str, person: Any, signed_in: SignIn, inquiry: Inquiry) -> None:
    before = written()
    response = post(signed_in(person(role)), inquiry, door)
    assert response.headers["Location"] == f"/admin/inquiries/{inquiry.reference}/"
    assert written() - before == (0 if door.startswith("resend") else 1)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["marketing", "legal", "approver"])
def test_nobody_else_may(door: str, role: str, person: Any, signed_in: SignIn, inquiry: Inquiry) -> None:
    before = written()
    client = signed_in(person(role))
    assert post(client, inquiry, door).headers["Location"] == "/admin/"
    assert client.get(f"/admin/inquiries/{inquiry.reference}/notes/").headers["Location"] == "/admin/"
    assert written() == before


@pytest.mark.parametrize("door", DOORS)
def test_a_stranger_is_sent_to_sign_in(door: str, inquiry: Inquiry) -> None:
    before = written()
    assert "login" in post(Client(), inquiry, door).headers["Location"]
    assert written() == before


@pytest.mark.parametrize("right", [HANDLE, REPLY])
def test_each_right_opens_its_own_doors_and_shows_its_own_forms(
    right: str, legal: Any, signed_in: SignIn, inquiry: Inquiry
) -> None:
    rights = Permission.objects.filter(content_type__app_label="contact")
    legal.user_permissions.set(rights.filter(codename__in=["view_inquiry", "reveal_inquiry", right]))
    client = signed_in(legal)
    page = texts(client.get(f"/admin/inquiries/{inquiry.reference}/"))
    for door, needed in DOORS.items():
        if "resend" not in door:
            assert (f"/{inquiry.reference}/{door}/" in page) == (needed == right)
        assert (post(client, inquiry, door).headers.get("Location") == "/admin/") == (needed != right)


@pytest.mark.parametrize("door", [door for door in DOORS if "resend" not in door])
def test_by_its_address_alone_a_form_leads_to_the_inquiry(
    door: str, desk: Any, signed_in: SignIn, inquiry: Inquiry
) -> None:
    response = signed_in(desk).get(f"/admin/inquiries/{inquiry.reference}/{door}/")
    assert response.headers["Location"] == f"/admin/inquiries/{inquiry.reference}/"


@pytest.mark.parametrize("door", DOORS)
def test_an_unknown_inquiry_is_not_found(door: str, desk: Any, signed_in: SignIn) -> None:
    assert signed_in(desk).post(f"/admin/inquiries/2222-2222/{door}/", WORDS).status_code == 404
