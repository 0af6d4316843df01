"""The desk at a request: from writing it down to the answer, in the admin; strangers see nothing of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from contact.models import DataSubjectRequest, Inquiry
from tests.contact.visit import WRITTEN, texts
from tests.infrastructure.cast import Clock

REGISTER = "/admin/requests/"
WRITTEN_DOWN = {"request_type": "see", "source": "letter", "received_on": "2026-12-07", "language": "ja"}


@pytest.fixture
def at_desk(desk: Any, signed_in: Callable[[Any], Client], monday: Clock) -> Client:
    return signed_in(desk)


def test_a_request_goes_all_the_way(at_desk: Client, inquiry: Inquiry) -> None:
    made = at_desk.post(f"{REGISTER}new/", {**WRITTEN_DOWN, "references": inquiry.reference.lower()})
    one = made.headers["Location"]
    assert inquiry.reference in texts(at_desk.get(one))
    assert WRITTEN["message"].splitlines()[0] not in texts(at_desk.post(f"{one}paper/", follow=True))
    at_desk.post(f"{one}identity/", {"identity_checks": ["document"]})
    assert WRITTEN["message"].splitlines()[0] in texts(at_desk.post(f"{one}paper/"))
    at_desk.post(f"{one}answer/", {"outcome": "granted"})
    assert DataSubjectRequest.objects.get().answered_at
    assert DataSubjectRequest.objects.get().reference in texts(at_desk.get(REGISTER))


@pytest.mark.parametrize(
    "changes",
    [{}, {"references": "2222-2222"}, {"address": "nobody"}, {"address": "a@b.jp", "received_on": "2026-12-08"}],
)
def test_an_invalid_request_is_reported(at_desk: Client, inquiry: Inquiry, changes: dict[str, str]) -> None:
    response = at_desk.post(f"{REGISTER}new/", {**WRITTEN_DOWN, **changes})
    assert response.status_code == 200
    assert "error-message" in texts(response) or "w-field__errors" in texts(response)
    assert not DataSubjectRequest.objects.exists()


def test_deleting_asks_for_a_tick(at_desk: Client, proved: DataSubjectRequest, inquiry: Inquiry) -> None:
    one = f"{REGISTER}{proved.reference}/"
    at_desk.post(f"{one}delete/")
    assert Inquiry.objects.filter(pk=inquiry.pk).exists()
    at_desk.post(f"{one}delete/", {"sure": "on"})
    assert not Inquiry.objects.filter(pk=inquiry.pk).exists()


def test_a_correction_is_made_on_a_screen_of_its_own(
    at_desk: Client, proved: DataSubjectRequest, inquiry: Inquiry
) -> None:
    place = f"{REGISTER}{proved.reference}/correct/{inquiry.reference}/"
    assert WRITTEN["name"] in texts(at_desk.get(place))
    kept = {name: WRITTEN[name] for name in ("name", "company", "phone")}
    assert at_desk.post(place, kept).status_code == 200  # nothing has changed
    assert at_desk.post(place, {**kept, "name": "新 名前"}).status_code == 302
    assert Inquiry.objects.get(pk=inquiry.pk).version == 1


def test_an_overdue_request_stands_on_the_front_page(
    signed_in: Callable[[Any], Client], desk: Any, asked: Callable[..., DataSubjectRequest], monday: Clock
) -> None:
    asked()
    assert "期限を過ぎた" not in texts(signed_in(desk).get("/admin/"))
    monday.forward(days=4)
    later = signed_in(desk)
    assert "期限を過ぎた" in texts(later.get("/admin/"))
    assert "期限超過" in texts(later.get(REGISTER))


@pytest.mark.parametrize("role", ["marketing", "legal", "approver"])
def test_nobody_else_sees_requests(
    person: Callable[[str], Any], signed_in: Callable[[Any], Client], proved: DataSubjectRequest, role: str
) -> None:
    client = signed_in(person(role))
    for place in ("", "new/", f"{proved.reference}/"):
        response = client.get(f"{REGISTER}{place}")
        assert response.status_code == 302
        assert proved.reference not in texts(response)


def test_the_desk_sees_on_the_inquiry_that_its_use_is_stopped(
    at_desk: Client, proved: DataSubjectRequest, inquiry: Inquiry
) -> None:
    at_desk.post(f"{REGISTER}{proved.reference}/stop/")
    page = at_desk.post(f"/admin/inquiries/{inquiry.reference}/open/", {"reason": "review"}, follow=True)
    assert "利用停止中" in texts(page)
    at_desk.post(
        f"/admin/inquiries/{inquiry.reference}/status/", {"status": "open", "version": "1", "reason": "handling"}
    )
    assert Inquiry.objects.get(pk=inquiry.pk).status == "closed"
