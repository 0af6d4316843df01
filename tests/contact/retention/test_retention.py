"""Inquiries go when their months are over, a week after the desk was told, and never while on hold."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.pages.site_settings import DeskSettings
from cluster_cms.security.audit import AuditEntry
from contact.inquiries.handling import hold_inquiry
from contact.mails.desk_notices import write_retention_warning
from contact.models import Inquiry, Status
from contact.retention.erasure import RETENTION
from contact.retention.schedule import add_months, announce, announce_and_purge, past_retention, purge
from tests.infrastructure.cast import Clock


@pytest.fixture
def closed(inquiry: Inquiry, clock: Clock) -> Inquiry:
    """An inquiry that was closed in the last hour of 15 January in Tokyo."""
    closed_at = clock.set("2026-01-15 23:30")
    Inquiry.objects.filter(pk=inquiry.pk).update(status=Status.CLOSED, closed_at=closed_at)
    inquiry.refresh_from_db()
    return inquiry


@pytest.mark.parametrize(
    "day, months, expected",
    [
        ("2027-01-15", 12, "2026-01-15"),
        ("2027-03-31", 1, "2027-02-28"),
        ("2028-02-29", 12, "2027-02-28"),
        ("2027-01-01", 1, "2026-12-01"),
    ],
)
def test_months_are_counted_in_the_calendar(day: str, months: int, expected: str) -> None:
    assert add_months(date.fromisoformat(day), -months) == date.fromisoformat(expected)


@pytest.mark.parametrize("day, over", [("2027-01-14", False), ("2027-01-15", True)])
def test_retention_ends_on_the_same_day_of_the_month_in_tokyo(closed: Inquiry, day: str, over: bool) -> None:
    assert past_retention(date.fromisoformat(day)).contains(closed) == over


def test_a_week_ahead_the_desk_is_notified_once(closed: Inquiry, clock: Clock) -> None:
    clock.set("2027-01-08 00:10")
    assert (announce(), announce()) == (1, 0)
    mail = OutboxMail.objects.get(kind="retention.warning")
    letter = write_retention_warning(mail)
    assert (mail.subject, AuditEntry.objects.get(action="retention.announced").subject) == ("2027-01-15", "2027-01-15")
    assert letter is not None
    assert "1件" in letter.body
    assert closed.reference not in letter.body


def test_it_is_erased_on_its_day_and_not_before(closed: Inquiry, clock: Clock) -> None:
    for moment, there in (("2027-01-08 00:10", True), ("2027-01-14 23:59", True), ("2027-01-15 00:00", False)):
        clock.set(moment)
        announce_and_purge()
        assert Inquiry.objects.filter(pk=closed.pk).exists() == there
    assert f'"cause":"{RETENTION}"' in AuditEntry.objects.get(action="inquiry.erased").data.replace(" ", "")


def test_what_was_never_announced_is_not_erased(closed: Inquiry, clock: Clock) -> None:
    clock.set("2027-06-01 12:00")
    assert purge().erased == []
    announce()
    assert purge().erased == []
    clock.forward(days=7)
    assert purge().erased == [closed.reference]


def test_a_hold_stops_it_and_its_announcement(closed: Inquiry, clock: Clock, privacy_officer: Any) -> None:
    clock.set("2027-01-08 12:00")
    announce()
    hold_inquiry(inquiry=closed, actor=privacy_officer, reason="a claim is pending")
    assert write_retention_warning(OutboxMail.objects.get(kind="retention.warning")) is None
    clock.forward(days=30)
    announce_and_purge()
    assert Inquiry.objects.filter(pk=closed.pk, erasure_on=None).exists()


def test_a_longer_retention_cancels_the_announced_day(closed: Inquiry, clock: Clock, site: Any) -> None:
    clock.set("2027-01-08 12:00")
    announce()
    DeskSettings.objects.update_or_create(site=site, defaults={"retention_months": 24})
    announce()
    closed.refresh_from_db()
    assert closed.erasure_on is None


@pytest.mark.parametrize("status", [Status.NEW, Status.WAITING, Status.ANSWERED])
def test_an_inquiry_that_nobody_closed_expires_after_the_last_act(closed: Inquiry, clock: Clock, status: str) -> None:
    Inquiry.objects.filter(pk=closed.pk).update(status=status, closed_at=None, last_act_at=closed.closed_at)
    Inquiry.objects.exclude(pk=closed.pk).update(last_act_at=clock.set("2027-01-15 12:00"))
    announce()
    clock.forward(days=8)
    assert purge().erased == [closed.reference]


def test_all_batches_are_erased(closed: Inquiry, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contact.retention.schedule.ERASURE_BATCH", 1)
    Inquiry.objects.update(status=Status.CLOSED, closed_at=closed.closed_at, erasure_on=date(2027, 1, 15))
    everything = Inquiry.objects.count()
    clock.set("2027-01-15 12:00")
    assert len(purge().erased) == everything > 1


def test_a_dry_run_says_what_would_go_and_erases_nothing(closed: Inquiry, clock: Clock) -> None:
    clock.set("2027-01-08 12:00")
    announce()
    clock.forward(days=7)
    call_command("purge_inquiries", "--dry-run", stdout=(printed := StringIO()))
    assert printed.getvalue().splitlines()[:2] == [closed.reference, "1 would be erased now."]
    call_command("purge_inquiries", stdout=(printed := StringIO()))
    assert printed.getvalue() == "1 erased, 0 kept on hold.\n"
