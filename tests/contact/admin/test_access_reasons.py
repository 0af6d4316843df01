"""Every opening and every deletion stands in the chain with its reason; what is one's work needs no question."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cluster_cms.security.audit import AuditEntry
from contact.inquiries.handling import assign, change_status
from contact.models import Inquiry, Remark, Status
from tests.contact.visit import WRITTEN, texts
from tests.infrastructure.cast import Clock

SignIn = Callable[[Any], Client]


@pytest.fixture
def at_desk(desk: Any, signed_in: SignIn) -> Client:
    return signed_in(desk)


@pytest.fixture
def address(inquiry: Inquiry) -> str:
    return f"/admin/inquiries/{inquiry.reference}/"


def reasons(inquiry: Inquiry, action: str = "inquiry.opened") -> list[str]:
    found = AuditEntry.objects.filter(subject=inquiry.reference, action=action).order_by("position")
    return [json.loads(data)["reason"] for data in found.values_list("data", flat=True)]


def answered_by(inquiry: Inquiry, person: Any) -> None:
    assign(inquiry=inquiry, assignee=person, version=0, actor=person)
    change_status(inquiry=inquiry, to=Status.ANSWERED, version=1, actor=person)


def closed(inquiry: Inquiry, person: Any) -> None:
    change_status(inquiry=inquiry, to=Status.CLOSED, version=0, actor=person)


def test_open_work_needs_no_reason_whoever_has_it(
    at_desk: Client, privacy_officer: Any, inquiry: Inquiry, address: str
) -> None:
    assert WRITTEN["company"] in texts(at_desk.get(address))
    assign(inquiry=inquiry, assignee=privacy_officer, version=0, actor=privacy_officer)
    assert WRITTEN["company"] in texts(at_desk.get(address))


def test_one_s_own_needs_no_reason_even_closed(at_desk: Client, desk: Any, inquiry: Inquiry, address: str) -> None:
    assign(inquiry=inquiry, assignee=desk, version=0, actor=desk)
    change_status(inquiry=inquiry, to=Status.CLOSED, version=1, actor=desk)
    assert WRITTEN["company"] in texts(at_desk.get(address))
    assert reasons(inquiry) == ["handling"]


def test_one_opening_within_half_an_hour_is_one_entry(
    at_desk: Client, privacy_officer: Any, signed_in: SignIn, inquiry: Inquiry, address: str, clock: Clock
) -> None:
    clock.set("2026-12-01 12:00")
    found = []
    for minutes in (0, 1, 28, 1):
        clock.forward(minutes=minutes)
        at_desk.get(address)
        found.append(len(reasons(inquiry)))
    assert found == [1, 1, 1, 2]
    signed_in(privacy_officer).get(address)
    assert len(reasons(inquiry)) == 3, "each account by itself"


def test_what_is_unread_again_is_read_by_the_next_opening(at_desk: Client, inquiry: Inquiry, address: str) -> None:
    at_desk.get(address)
    Inquiry.objects.update(read_at=None)
    at_desk.get(address)
    assert Inquiry.objects.get(pk=inquiry.pk).read_at


@pytest.mark.parametrize("happened", [answered_by, closed])
def test_an_inquiry_of_somebody_else_is_shown_only_for_a_reason(
    happened: Callable[[Inquiry, Any], None], at_desk: Client, privacy_officer: Any, inquiry: Inquiry, address: str
) -> None:
    happened(inquiry, privacy_officer)
    asked = at_desk.get(address, follow=True)
    assert asked.redirect_chain == [(f"{address}open/", 302)]
    for word in (WRITTEN["company"], WRITTEN["name"], WRITTEN["mail"]):
        assert word not in texts(asked)
    assert reasons(inquiry) == []
    shown = at_desk.post(f"{address}open/", {"reason": "standing_in"}, follow=True)
    assert WRITTEN["company"] in texts(shown)
    assert reasons(inquiry) == ["standing_in"]


def test_the_reason_is_asked_once_each_session(
    at_desk: Client, desk: Any, privacy_officer: Any, signed_in: SignIn, inquiry: Inquiry, address: str
) -> None:
    closed(inquiry, privacy_officer)
    at_desk.post(f"{address}open/", {"reason": "earlier"}, follow=True)
    assert at_desk.get(address).status_code == 200
    assert reasons(inquiry) == ["earlier"]
    assert signed_in(desk).get(address).headers["Location"] == f"{address}open/"


@pytest.mark.parametrize(
    "sent", [{}, {"reason": ""}, {"reason": "curiosity"}, {"reason": "other"}, {"reason": "other", "remark": " "}]
)
def test_without_a_valid_reason_nothing_is_opened(
    sent: dict[str, str], at_desk: Client, privacy_officer: Any, inquiry: Inquiry, address: str
) -> None:
    closed(inquiry, privacy_officer)
    page = at_desk.post(f"{address}open/", sent)
    assert page.status_code == 200
    assert "w-field__errors" in texts(page)
    assert WRITTEN["company"] not in texts(page)
    assert at_desk.get(address).status_code == 302
    assert reasons(inquiry) == []


def test_a_remark_is_kept_encrypted_outside_the_chain(
    at_desk: Client, desk: Any, privacy_officer: Any, inquiry: Inquiry, address: str
) -> None:
    closed(inquiry, privacy_officer)
    at_desk.post(f"{address}open/", {"reason": "other", "remark": "山田様のお電話"})
    remark = Remark.objects.get(inquiry=inquiry)
    assert (remark.text, remark.author_id) == ("山田様のお電話", desk.pk)
    assert not AuditEntry.objects.filter(data__contains="山田").exists()


def test_the_history_shows_the_reasons(at_desk: Client, privacy_officer: Any, inquiry: Inquiry, address: str) -> None:
    closed(inquiry, privacy_officer)
    page = texts(at_desk.post(f"{address}open/", {"reason": "review"}, follow=True))
    assert "閲覧：窓口の内部監査" in page


@pytest.mark.parametrize(
    "verb, choice, entry",
    [("status", {"status": "closed"}, "inquiry.closed"), ("assign", {"assignee": ""}, "inquiry.assigned")],
)
def test_a_change_has_its_reason_in_the_chain_and_the_history(
    verb: str, choice: dict[str, str], entry: str, at_desk: Client, inquiry: Inquiry, address: str
) -> None:
    form = texts(at_desk.get(address)).partition(f'action="{address}{verb}/"')[2].partition("</form>")[0]
    assert '<option value="handling" selected>' in form
    at_desk.post(f"{address}{verb}/", choice | {"version": "0", "reason": "same"})
    assert reasons(inquiry, entry) == ["same"]
    page = at_desk.post(f"{address}open/", {"reason": "earlier"}, follow=True)
    assert "：ほかのお問い合わせと同じ件のため" in texts(page)


def test_a_button_is_recorded_with_the_usual_reason(at_desk: Client, inquiry: Inquiry, address: str) -> None:
    at_desk.post(f"/admin/inquiries/spam/{inquiry.reference}/mark-spam/", {"version": inquiry.version})
    inquiry.refresh_from_db()
    at_desk.post(f"/admin/inquiries/spam/{inquiry.reference}/mark-not-spam/", {"version": inquiry.version})
    inquiry.refresh_from_db()
    at_desk.post(f"{address}answered/", {"version": inquiry.version})
    acts = ("inquiry.marked_spam", "inquiry.marked_not_spam", "inquiry.answered")
    assert [reasons(inquiry, act) for act in acts] == [["advertising"], ["genuine"], ["handling"]]


def test_a_deletion_has_its_reason_in_the_chain(at_desk: Client, inquiry: Inquiry, address: str) -> None:
    for sent in ({}, {"reason": "boredom"}):
        assert "w-field__errors" in texts(at_desk.post(f"{address}delete/", sent))
    assert Inquiry.objects.contains(inquiry)
    at_desk.post(f"{address}delete/", {"reason": "mistake"})
    assert reasons(inquiry, "inquiry.erased") == ["mistake"]
