"""When something goes wrong: whose data was touched, and by when it has to be reported."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from cluster_cms import clock as our_clock
from cluster_cms.security.audit import AuditEntry
from contact.inquiries.history import open_inquiry
from contact.models import Channel, Incident, IncidentKind, Inquiry
from contact.privacy.incidents import InvalidStep, affected_by, open_incident, record_step, unusual_days
from contact.retention.erasure import erase_inquiry
from contact.transfers.record_transfer import record_transfer
from tests.contact.transfers.giving import to_contractor
from tests.contact.visit import WRITTEN, Visit, texts

SignIn = Callable[[Any], Client]
SCREEN = "/admin/privacy/incidents/"


def incident(actor: Any, **changes: Any) -> Incident:
    now = our_clock.now()
    given: dict[str, Any] = {
        "kind": IncidentKind.LEAK,
        "begins_at": now - timedelta(hours=1),
        "ends_at": now + timedelta(hours=1),
        "learned_at": now,
        "wrongful": False,
        "account": None,
    }
    return open_incident(**given | changes, actor=actor)


def references(found: Incident) -> list[str]:
    return [touched.reference for touched in affected_by(found)]


def test_inquiries_opened_exported_or_transferred_in_the_period_are_listed(
    visit: Callable[..., Visit], desk: Any, privacy_officer: Any, clock: Any
) -> None:
    clock.forward(days=2)  # what the demo did lies before
    opened, given, quiet = (visit().send_all(message=text) for text in ("一通目", "二通目", "三通目"))
    open_inquiry(inquiry=opened, actor=desk)
    chosen = Inquiry.objects.with_references(given.reference)
    record_transfer(destination=to_contractor(), inquiries=chosen, channel=Channel.REPLY, items=["name"], actor=desk)
    assert set(references(incident(privacy_officer))) == {opened.reference, given.reference}
    assert quiet.reference not in references(incident(privacy_officer, account=desk))


def test_another_account_and_another_time_are_left_out(inquiry: Inquiry, desk: Any, privacy_officer: Any) -> None:
    open_inquiry(inquiry=inquiry, actor=desk)
    earlier = our_clock.now() - timedelta(days=1)
    assert references(incident(privacy_officer, account=privacy_officer)) == []
    assert references(incident(privacy_officer, begins_at=earlier, ends_at=earlier)) == []


def test_of_an_erased_inquiry_only_the_reference_is_listed(
    inquiry: Inquiry, desk: Any, privacy_officer: Any, clock: Any
) -> None:
    clock.forward(days=2)  # what the demo did lies before
    open_inquiry(inquiry=inquiry, actor=desk)
    (before,) = affected_by(incident(privacy_officer))
    erase_inquiry(inquiry=inquiry, actor=desk)
    (after,) = affected_by(incident(privacy_officer))
    assert (before.name, before.mail) == (WRITTEN["name"], WRITTEN["mail"])
    assert (after.reference, after.name, after.mail) == (inquiry.reference, "", "")


@pytest.mark.parametrize("wrongful, final", [(False, date(2027, 1, 9)), (True, date(2027, 2, 8))])
def test_the_legal_deadlines_count_from_the_day_it_was_learned_of(
    wrongful: bool, final: date, privacy_officer: Any, clock: Any
) -> None:
    clock.set("2026-12-10 23:30")
    found = incident(privacy_officer, wrongful=wrongful)
    assert (found.first_target_date, found.first_deadline) == (date(2026, 12, 13), date(2026, 12, 15))
    assert (found.final_deadline, found.next_deadline) == (final, date(2026, 12, 15))
    clock.set("2026-12-16 00:00")
    assert found.is_late
    found = record_step(incident=found, step="first_report", actor=privacy_officer)
    assert (found.next_deadline, found.is_late) == (final, False)


def test_each_step_is_noted_once_and_in_the_chain(privacy_officer: Any) -> None:
    found = incident(privacy_officer)
    for step in ("first_report", "final_report", "close"):
        record_step(incident=found, step=step, actor=privacy_officer)
        for nonsense in (step, "made-up"):
            with pytest.raises(InvalidStep):
                record_step(incident=found, step=nonsense, actor=privacy_officer)
    actions = AuditEntry.objects.filter(subject="incident 1").values_list("action", flat=True)
    assert list(actions) == ["incident.opened", "incident.first_report", "incident.final_report", "incident.close"]


@pytest.mark.parametrize("wrong", ["ends_at", "learned_at"])
def test_times_that_cannot_be_are_refused(wrong: str, privacy_officer: Any) -> None:
    days = {"ends_at": -1, "learned_at": 1}[wrong]
    with pytest.raises(ValueError, match="incident"):
        incident(privacy_officer, **{wrong: our_clock.now() + timedelta(days=days)})
    assert not Incident.objects.exists()


def test_the_privacy_officer_opens_exports_and_closes_an_incident(
    inquiry: Inquiry, desk: Any, privacy_officer: Any, signed_in: SignIn
) -> None:
    open_inquiry(inquiry=inquiry, actor=desk)
    client, day = signed_in(privacy_officer), f"{our_clock.today():%Y-%m-%d}"
    given = {"kind": "leak", "begins_at": f"{day}T00:00", "ends_at": f"{day}T23:59", "learned_at": f"{day}T00:00"}
    client.post(SCREEN, given)
    assert "事故が1件、対応中です" in texts(client.get("/admin/"))
    content = client.post(f"{SCREEN}1/file/").getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline="")))
    assert [inquiry.reference, WRITTEN["name"], WRITTEN["mail"]] in [row[:3] for row in rows]
    assert "事故 1" in texts(client.get(f"{SCREEN}1/"))
    client.post(f"{SCREEN}1/", {"step": "close"})
    assert "対応中" not in texts(client.get("/admin/"))


def test_invalid_input_is_reported_and_kept(privacy_officer: Any, signed_in: SignIn) -> None:
    given = {"kind": "loss", "begins_at": "2026-01-02T00:00", "ends_at": "2026-01-01T00:00"}
    page = texts(signed_in(privacy_officer).post(SCREEN, given))
    assert "終わりは始まりより後にしてください" in page
    assert "2026-01-02T00:00" in page
    assert not Incident.objects.exists()


def test_unusually_many_reveals_of_a_day_are_listed_by_person(
    inquiry: Inquiry, desk: Any, privacy_officer: Any, signed_in: SignIn
) -> None:
    others = list(Inquiry.objects.exclude(pk=inquiry.pk)[:2])
    for one in (inquiry, inquiry, *others):
        open_inquiry(inquiry=one, actor=desk)
    assert [(day.account_id, day.count) for day in unusual_days(over=2)] == [(desk.pk, 3)]
    assert unusual_days(over=3) == []
    officer = signed_in(privacy_officer)
    assert "いつもと違う閲覧はありません" in texts(officer.get(SCREEN))
    assert "いつもと違う閲覧はありません" not in texts(officer.get(SCREEN, {"over": 2}))


@pytest.mark.parametrize("over", ["", "-1", "many", "１０００００"])
def test_an_invalid_threshold_is_reported_and_the_default_used(
    over: str, privacy_officer: Any, signed_in: SignIn
) -> None:
    page = signed_in(privacy_officer).get(SCREEN, {"over": over})
    assert page.status_code == 200
    assert "error-message" in texts(page)
    assert "1日に30件" in texts(page)
