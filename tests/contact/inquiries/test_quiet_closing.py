"""Answered inquiries close by themselves after the quiet days of the settings; nothing is kept for ever."""

from datetime import timedelta
from typing import Any

import pytest

from cluster_cms import clock as site_clock
from cluster_cms.mail.outbox import MailState, OutboxMail
from cluster_cms.pages.site_settings import DeskSettings
from cluster_cms.security.audit import AuditEntry
from contact.inquiries.closing import close_quiet_inquiries
from contact.inquiries.handling import change_status, mark_answered
from contact.inquiries.history import history_of
from contact.mails.reply_mail import REPLY
from contact.models import Inquiry, Status
from contact.privacy.evidence import count_records
from contact.retention.schedule import announce, past_retention
from tests.contact.conftest import AtInquiry
from tests.contact.visit import texts


@pytest.fixture
def quiet(inquiry: Inquiry) -> Inquiry:
    """An inquiry that was answered a fortnight and an hour ago."""
    at = site_clock.now() - timedelta(days=14, hours=1)
    Inquiry.objects.filter(pk=inquiry.pk).update(status=Status.ANSWERED, answered_at=at, last_act_at=at)
    inquiry.refresh_from_db()
    return inquiry


def test_a_quiet_inquiry_is_closed_once_by_the_site_itself(quiet: Inquiry) -> None:
    assert [close_quiet_inquiries(), close_quiet_inquiries()] == [1, 0]
    quiet.refresh_from_db()
    assert quiet.status == Status.CLOSED
    assert quiet.closed_at is not None
    assert AuditEntry.objects.get(action="inquiry.closed_quiet").subject == quiet.reference
    assert history_of(quiet)[0].who == "サイト（自動）"


@pytest.mark.parametrize(
    "change",
    [
        {"status": Status.OPEN},
        {"status": Status.WAITING},
        {"last_act_at": site_clock.now() - timedelta(days=13)},
        {"restricted_at": site_clock.now()},
    ],
)
def test_others_stay_as_they_are(quiet: Inquiry, change: dict[str, Any]) -> None:
    Inquiry.objects.filter(pk=quiet.pk).update(**change)
    assert close_quiet_inquiries() == 0


def test_the_days_are_those_of_the_settings(quiet: Inquiry) -> None:
    desk = DeskSettings.objects.get()
    desk.quiet_days = 30
    desk.save()
    assert close_quiet_inquiries() == 0


@pytest.mark.parametrize("state", [MailState.DEAD_LETTERED, MailState.BOUNCED])
def test_an_undelivered_reply_is_no_answer(quiet: Inquiry, state: MailState) -> None:
    OutboxMail.objects.create(kind=REPLY, subject=quiet.reference, language="ja", state=state)
    assert close_quiet_inquiries() == 0


@pytest.mark.parametrize("status", [Status.NEW, Status.OPEN, Status.WAITING, Status.ANSWERED])
def test_what_nobody_closed_counts_from_the_last_act_and_in_the_figure(inquiry: Inquiry, status: Status) -> None:
    old = site_clock.now() - timedelta(days=3 * 366)
    Inquiry.objects.filter(pk=inquiry.pk).update(status=status, last_act_at=old)
    assert list(past_retention(site_clock.today())) == [inquiry]
    assert count_records()["kept_too_long"] == 1
    assert announce() == 1


def test_suspected_spam_beyond_its_time_counts_in_the_figure(inquiry: Inquiry) -> None:
    old = site_clock.now() - timedelta(days=32)
    Inquiry.objects.filter(pk=inquiry.pk).update(status=Status.SPAM, quarantined_at=old)
    assert count_records()["kept_too_long"] == 1


def test_every_act_of_either_side_counts(at_inquiry: AtInquiry, desk: Any) -> None:
    old = site_clock.now() - timedelta(days=400)
    acts: list[tuple[str, dict[str, str]]] = [
        ("reply", {"subject": "x", "body": "y", "then": "answered"}),
        ("replied", {"body": "z", "then": "answered"}),
        ("status", {"status": "open", "reason": "handling"}),
    ]
    for form, data in acts:
        Inquiry.objects.update(last_act_at=old)
        at_inquiry.post(form, **data)
        at_inquiry.inquiry.refresh_from_db()
        assert at_inquiry.inquiry.last_act_at > old, form


def test_what_waits_for_the_writer_is_brought_up_again(at_inquiry: AtInquiry, desk: Any) -> None:
    day = site_clock.today() + timedelta(days=3)
    at_inquiry.post("status", status="waiting", reason="handling", follow_up_on=day.isoformat())
    at_inquiry.inquiry.refresh_from_db()
    assert at_inquiry.inquiry.follow_up_on == day
    reference, listed = at_inquiry.inquiry.reference, "/admin/inquiries/?only=follow-up"
    assert reference not in texts(at_inquiry.client.get(listed))
    Inquiry.objects.update(follow_up_on=site_clock.today())
    assert reference in texts(at_inquiry.client.get(listed))
    mark_answered(inquiry=at_inquiry.inquiry, actor=desk)
    at_inquiry.inquiry.refresh_from_db()
    assert at_inquiry.inquiry.follow_up_on is None


def test_without_a_day_it_is_brought_up_after_the_quiet_days(inquiry: Inquiry, desk: Any) -> None:
    waiting = change_status(inquiry=inquiry, to=Status.WAITING, version=0, actor=desk)
    assert waiting.follow_up_on == site_clock.today() + timedelta(days=14)
