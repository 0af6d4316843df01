"""Where an inquiry stands and whose work it is: allowed moves only, and a lost update is told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cluster_cms.security.audit import AuditEntry
from contact.inquiries.handling import InvalidTransition, NotAColleague, StaleVersion, assign, change_status
from contact.models import TRANSITIONS, Inquiry, Status
from tests.contact.visit import texts
from tests.infrastructure.cast import Clock

SignIn = Callable[[Any], Client]


@pytest.fixture
def at_desk(desk: Any, signed_in: SignIn) -> Client:
    return signed_in(desk)


def entries(inquiry: Inquiry) -> list[str]:
    found = AuditEntry.objects.filter(subject=inquiry.reference).order_by("position")
    return [action for action in found.values_list("action", flat=True) if action != "inquiry.opened"]


@pytest.mark.parametrize("left", Status)
@pytest.mark.parametrize("to", Status)
def test_only_the_moves_of_the_table_are_made(
    left: Status, to: Status, desk: Any, inquiry: Inquiry, clock: Clock
) -> None:
    inquiry.status, inquiry.closed_at = left, clock.forward() if left == Status.CLOSED else None
    inquiry.save()
    if to in TRANSITIONS[left]:
        moved = change_status(inquiry=inquiry, to=to, version=0, actor=desk)
        assert (moved.status, moved.version, moved.closed_at is not None) == (to, 1, to == Status.CLOSED)
    else:
        with pytest.raises(InvalidTransition):
            change_status(inquiry=inquiry, to=to, version=0, actor=desk)
        assert entries(inquiry) == ["inquiry.received"]


def test_a_clerk_starts_answers_closes_and_reopens(at_desk: Client, inquiry: Inquiry, clock: Clock) -> None:
    now = clock.forward(hours=1)
    for version, status in enumerate(["open", "answered", "closed", "open"]):
        sent = {"status": status, "version": version, "reason": "handling"}
        at_desk.post(f"/admin/inquiries/{inquiry.reference}/status/", sent)
    inquiry.refresh_from_db()
    assert (inquiry.status, inquiry.answered_at, inquiry.closed_at) == (Status.OPEN, now, None)
    moved_references = ["inquiry.taken_up", "inquiry.answered", "inquiry.closed", "inquiry.taken_up"]
    assert entries(inquiry) == ["inquiry.received", *moved_references]


def test_reopening_cancels_the_announced_erasure(desk: Any, inquiry: Inquiry, clock: Clock) -> None:
    now = clock.forward()
    inquiry.status, inquiry.closed_at, inquiry.erasure_on = Status.CLOSED, now, now.date()
    inquiry.save()
    assert change_status(inquiry=inquiry, to=Status.OPEN, version=0, actor=desk).erasure_on is None


def test_a_stale_version_is_refused_with_who_changed_what(
    at_desk: Client, privacy_officer: Any, inquiry: Inquiry
) -> None:
    change_status(inquiry=inquiry, to=Status.CLOSED, version=0, actor=privacy_officer)
    address = f"/admin/inquiries/{inquiry.reference}/"
    page = texts(at_desk.post(f"{address}status/", {"status": "waiting", "version": 0}, follow=True))
    told = next(line for line in page.splitlines() if "保存していません" in line)
    assert (privacy_officer.get_full_name() or privacy_officer.get_username()) in told
    assert "完了にしました" in told
    inquiry.refresh_from_db()
    assert inquiry.status == Status.CLOSED


def test_the_verb_itself_refuses_an_older_version(desk: Any, inquiry: Inquiry) -> None:
    assign(inquiry=inquiry, assignee=desk, version=0, actor=desk)
    with pytest.raises(StaleVersion):
        assign(inquiry=inquiry, assignee=None, version=0, actor=desk)
    with pytest.raises(StaleVersion):
        change_status(inquiry=inquiry, to=Status.CLOSED, version=0, actor=desk)
    assert entries(inquiry) == ["inquiry.received", "inquiry.assigned"]


def test_a_clerk_assigns_and_unassigns(at_desk: Client, desk: Any, inquiry: Inquiry) -> None:
    address = f"/admin/inquiries/{inquiry.reference}/assign/"
    at_desk.post(address, {"assignee": desk.pk, "version": 0, "reason": "handling"})
    assert Inquiry.objects.get(pk=inquiry.pk).assignee_id == desk.pk
    at_desk.post(address, {"assignee": "", "version": 1, "reason": "colleague"})
    assert Inquiry.objects.get(pk=inquiry.pk).assignee_id is None


def test_nobody_outside_the_desk_is_offered_or_accepted(
    at_desk: Client, desk: Any, marketing: Any, inquiry: Inquiry
) -> None:
    address = f"/admin/inquiries/{inquiry.reference}/"
    offered = texts(at_desk.get(address)).partition('name="assignee"')[2].partition("</select>")[0]
    assert f'value="{desk.pk}"' in offered
    assert f'value="{marketing.pk}"' not in offered
    page = texts(at_desk.post(f"{address}assign/", {"assignee": marketing.pk, "version": 0}, follow=True))
    assert "一覧から選んでください" in page
    with pytest.raises(NotAColleague):
        assign(inquiry=inquiry, assignee=marketing, version=0, actor=desk)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"version": "x", "status": "open", "reason": "handling"},
        {"version": 0, "status": "spam", "reason": "handling"},
        {"version": 0, "status": "open", "reason": "boredom"},
        {"version": 0, "status": "open"},
        {"version": 0},
    ],
)
def test_odd_input_changes_nothing_and_is_no_error(at_desk: Client, inquiry: Inquiry, data: dict[str, Any]) -> None:
    for verb in ("status", "assign"):
        sent = data if verb == "status" else data | {"assignee": "999999"}
        response = at_desk.post(f"/admin/inquiries/{inquiry.reference}/{verb}/", sent, follow=True)
        assert response.status_code == 200
    inquiry.refresh_from_db()
    assert (inquiry.status, inquiry.version, inquiry.assignee_id) == (Status.NEW, 0, None)
