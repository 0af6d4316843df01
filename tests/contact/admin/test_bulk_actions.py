"""One act over several ticked inquiries: confirmed, only what the person may do, and what was left is told."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cluster_cms.security.audit import AuditEntry
from contact.inquiries.handling import change_status, hold_inquiry
from contact.inquiries.spam import mark_spam
from contact.models import Inquiry, Status
from tests.contact.visit import WRITTEN, texts

SignIn = Callable[[Any], Client]
PLACES = {"assign": "assign-many", "move": "change-status-many", "mark": "mark-spam-many", "erase": "erase-many"}
USUAL = {"assign": "handling", "move": "handling", "mark": "advertising", "erase": ""}


@pytest.fixture
def at_desk(desk: Any, signed_in: SignIn) -> Client:
    return signed_in(desk)


@pytest.fixture
def two(inquiry: Inquiry) -> list[Inquiry]:
    return [inquiry, Inquiry.objects.open().exclude(pk=inquiry.pk).latest_first()[0]]


def address(act: str) -> str:
    return f"/admin/inquiries/{PLACES[act]}/"


def confirm(client: Client, act: str, inquiries: list[Inquiry], **data: Any) -> Any:
    seen = [f"{one.reference}:{one.version}" for one in inquiries]
    usual = {"confirmed": "1", "seen": seen, "reason": USUAL[act]}
    return client.post(address(act), usual | data, follow=True)


def again(inquiries: list[Inquiry]) -> list[Inquiry]:
    return [Inquiry.objects.get(pk=one.pk) for one in inquiries]


def entries(inquiry: Inquiry) -> list[tuple[str, dict[str, Any]]]:
    found = AuditEntry.objects.filter(subject=inquiry.reference).order_by("position")
    return [(entry.action, json.loads(entry.data)) for entry in found]


def test_a_selection_is_confirmed_first_and_nothing_is_done_yet(at_desk: Client, two: list[Inquiry]) -> None:
    page = texts(at_desk.post(address("erase"), {"inquiry": [one.reference for one in two]}))
    for one in two:
        assert f'value="{one.reference}:0"' in page
    for word in (WRITTEN["name"], WRITTEN["company"], WRITTEN["mail"]):
        assert word not in page
    assert len(again(two)) == 2


def test_all_are_assigned_each_with_its_own_entry(at_desk: Client, desk: Any, two: list[Inquiry]) -> None:
    page = texts(confirm(at_desk, "assign", two, assignee=desk.pk))
    assert "2件のお問い合わせを処理しました" in page
    for one in again(two):
        assert (one.assignee_id, one.version) == (desk.pk, 1)
        assert entries(one)[-1] == ("inquiry.assigned", {"assignee": desk.pk, "reason": "handling"})


def test_an_inquiry_that_cannot_get_the_status_is_left_and_named(
    at_desk: Client, desk: Any, two: list[Inquiry]
) -> None:
    change_status(inquiry=two[0], to=Status.CLOSED, version=0, actor=desk)
    page = texts(confirm(at_desk, "move", again(two), status="waiting"))
    assert f"{two[0].reference}：現在の状態" in page
    assert [one.status for one in again(two)] == [Status.CLOSED, Status.WAITING]


def test_open_ones_are_marked_as_spam_and_no_others(at_desk: Client, desk: Any, two: list[Inquiry]) -> None:
    change_status(inquiry=two[0], to=Status.ANSWERED, version=0, actor=desk)
    confirm(at_desk, "mark", again(two))
    assert [one.status for one in again(two)] == [Status.ANSWERED, Status.SPAM]


@pytest.mark.parametrize(
    "act, sent, reason, entry",
    [
        ("assign", {"assignee": ""}, "colleague", "inquiry.assigned"),
        ("move", {"status": "closed"}, "same", "inquiry.closed"),
    ],
)
def test_the_usual_reason_is_preselected_checked_and_recorded_with_each(
    act: str, sent: dict[str, str], reason: str, entry: str, at_desk: Client, two: list[Inquiry]
) -> None:
    asked = texts(at_desk.post(address(act), {"inquiry": [one.reference for one in two]}))
    assert f'<option value="{USUAL[act]}" selected>' in asked
    assert "w-field__errors" in texts(confirm(at_desk, act, two, **sent, reason="boredom"))
    assert [one.version for one in again(two)] == [0, 0]
    confirm(at_desk, act, two, **sent, reason=reason)
    for one in two:
        last, data = entries(one)[-1]
        assert (last, data["reason"]) == (entry, reason)


def test_deleting_asks_for_the_reason_and_leaves_what_is_on_hold(
    at_desk: Client, privacy_officer: Any, two: list[Inquiry]
) -> None:
    hold_inquiry(inquiry=two[0], actor=privacy_officer, reason="訴訟のため")
    two = again(two)
    assert "w-field__errors" in texts(confirm(at_desk, "erase", two))
    assert len(again(two)) == 2
    page = texts(confirm(at_desk, "erase", two, reason="advertising"))
    assert f"{two[0].reference}：保全中" in page
    assert [one.pk for one in Inquiry.objects.filter(pk__in=[one.pk for one in two])] == [two[0].pk]
    assert entries(two[1])[-1] == ("inquiry.erased", {"cause": "staff", "reason": "advertising"})


@pytest.mark.parametrize("act, data", [("move", {"status": "closed"}), ("mark", {}), ("erase", {"reason": "needless"})])
def test_an_inquiry_that_a_colleague_changed_meanwhile_is_left(
    act: str, data: dict[str, str], at_desk: Client, desk: Any, inquiry: Inquiry
) -> None:
    change_status(inquiry=inquiry, to=Status.OPEN, version=0, actor=desk)
    assert f"{inquiry.reference}：" in texts(confirm(at_desk, act, [inquiry], **data))
    assert Inquiry.objects.get(pk=inquiry.pk).status == Status.OPEN


def test_suspected_spam_is_neither_assigned_nor_given_a_status(at_desk: Client, desk: Any, inquiry: Inquiry) -> None:
    spam = mark_spam(inquiry=inquiry, actor=desk)
    for act, data in (("assign", {"assignee": desk.pk}), ("move", {"status": "closed"})):
        confirm(at_desk, act, [spam], **data)
    assert again([spam])[0].version == spam.version


@pytest.mark.parametrize("act", PLACES)
def test_an_empty_or_invalid_selection_leads_back_to_the_list(act: str, at_desk: Client) -> None:
    for sent in ({}, {"inquiry": ["x", "'; --"]}, {"confirmed": "1"}, {"confirmed": "1", "seen": ["x:1", "2222-2222"]}):
        response = at_desk.post(f"{address(act)}?status=new", sent)
        assert response.headers["Location"] == "/admin/inquiries/?status=new"


def test_a_deleted_inquiry_is_named_and_the_rest_is_done(at_desk: Client, inquiry: Inquiry) -> None:
    gone = Inquiry(reference="2222-2222")
    shown = texts(at_desk.post(address("move"), {"inquiry": [gone.reference, inquiry.reference]}))
    assert f"{gone.reference}：" in shown
    confirm(at_desk, "move", [gone, inquiry], status="closed")
    assert again([inquiry])[0].status == Status.CLOSED


def test_somebody_from_outside_the_desk_is_no_assignee(at_desk: Client, marketing: Any, two: list[Inquiry]) -> None:
    assert "w-field__errors" in texts(confirm(at_desk, "assign", two, assignee=marketing.pk))
    assert [one.assignee_id for one in again(two)] == [None, None]


def test_the_list_offers_the_actions_that_the_user_may_do(at_desk: Client, inquiry: Inquiry) -> None:
    page = texts(at_desk.get("/admin/inquiries/?status=new"))
    for act in PLACES:
        assert f'formaction="{address(act)}?status=new"' in page
