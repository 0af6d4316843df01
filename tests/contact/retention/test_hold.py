"""A hold is the privacy officer's; it has a reason, and is told wherever somebody wants to delete."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cluster_cms.security.audit import AuditEntry
from contact.inquiries.handling import NotHeld, mark_answered, release_inquiry
from contact.models import Inquiry
from tests.contact.visit import texts

SignIn = Callable[[Any], Client]
REASON = "訴訟のため"


@pytest.fixture
def officer(privacy_officer: Any, signed_in: SignIn) -> Client:
    return signed_in(privacy_officer)


@pytest.fixture
def held(officer: Client, inquiry: Inquiry) -> Inquiry:
    officer.post(f"/admin/inquiries/{inquiry.reference}/hold/", {"reason": REASON, "version": 0})
    inquiry.refresh_from_db()
    return inquiry


def test_a_hold_keeps_its_reason_encrypted_and_out_of_the_chain(held: Inquiry) -> None:
    assert (held.hold_reason, held.version, held.held_at is not None) == (REASON, 1, True)
    assert AuditEntry.objects.get(action="inquiry.held", subject=held.reference).data == "{}"


def test_a_hold_without_a_reason_is_refused(officer: Client, inquiry: Inquiry) -> None:
    page = officer.post(f"/admin/inquiries/{inquiry.reference}/hold/", {"reason": " ", "version": 0})
    assert page.status_code == 200
    assert Inquiry.objects.not_on_hold().contains(inquiry)


def test_deletion_is_refused_with_the_reason_of_the_hold(held: Inquiry, officer: Client) -> None:
    page = texts(officer.post(f"/admin/inquiries/{held.reference}/delete/", {"reason": "needless"}, follow=True))
    assert REASON in page
    assert Inquiry.objects.contains(held)


def test_a_release_is_recorded_and_a_second_one_is_refused(held: Inquiry, officer: Client, desk: Any) -> None:
    assert REASON in texts(officer.get("/admin/inquiries/retention/"))
    officer.post(f"/admin/inquiries/{held.reference}/release/", {"version": 1})
    held.refresh_from_db()
    assert (held.hold_reason, held.held_at) == (None, None)
    assert AuditEntry.objects.filter(action="inquiry.released", subject=held.reference).count() == 1
    with pytest.raises(NotHeld):
        release_inquiry(inquiry=held, actor=desk)
    assert officer.post(f"/admin/inquiries/{held.reference}/release/", {"version": 2}, follow=True).status_code == 200


def test_what_a_colleague_changed_meanwhile_stops_a_hold_and_keeps_what_was_typed(
    officer: Client, desk: Any, inquiry: Inquiry
) -> None:
    mark_answered(inquiry=inquiry, actor=desk)
    address = f"/admin/inquiries/{inquiry.reference}/hold/"
    page = texts(officer.post(address, {"reason": REASON, "version": 0}))
    assert REASON in page
    assert Inquiry.objects.not_on_hold().contains(inquiry)
    assert 'name="version" value="1"' in page
    officer.post(address, {"reason": REASON, "version": 1})
    assert not Inquiry.objects.not_on_hold().contains(inquiry)


@pytest.mark.parametrize("version", ["0", "", "x"])
def test_a_release_of_what_was_changed_meanwhile_is_refused(version: str, officer: Client, held: Inquiry) -> None:
    officer.post(f"/admin/inquiries/{held.reference}/release/", {"version": version})
    held.refresh_from_db()
    assert (held.hold_reason, held.version) == (REASON, 1)
