"""A reply that does not go out is no answer: it stands in the inbox, with what to do, until somebody deals with it."""

from datetime import timedelta

import pytest

from cluster_cms import clock
from cluster_cms.mail.outbox import MailState, OutboxMail
from cluster_cms.mail.sending import queue
from cluster_cms.security.audit import AuditEntry
from contact.mails.reply_mail import REPLY, undelivered_replies
from contact.models import Message
from tests.contact.conftest import AtInquiry
from tests.contact.visit import texts

INBOX = "/admin/inquiries/?only=undelivered"
AGO = timedelta(minutes=5, seconds=1)


def replied(at: AtInquiry, state: MailState, age: timedelta = timedelta(0)) -> OutboxMail:
    at.post("reply", subject="試料の件", body="試料をお送りします。", then="answered")
    OutboxMail.objects.filter(kind=REPLY).update(state=state, created_at=clock.now() - age)
    return OutboxMail.objects.get(kind=REPLY)


@pytest.mark.parametrize(
    "state, age, listed",
    [
        (MailState.QUEUED, timedelta(minutes=4), False),
        (MailState.QUEUED, AGO, True),
        (MailState.SENDING, AGO, True),
        (MailState.DEAD_LETTERED, timedelta(0), True),
        (MailState.BOUNCED, timedelta(0), True),
        (MailState.SENT, AGO, False),
        (MailState.WITHHELD, AGO, False),
        (MailState.DISMISSED, AGO, False),
    ],
)
def test_the_inbox_shows_what_was_not_delivered(
    at_inquiry: AtInquiry, state: MailState, age: timedelta, listed: bool
) -> None:
    replied(at_inquiry, state, age)
    assert (f"{at_inquiry.inquiry.reference}/" in texts(at_inquiry.client.get(INBOX))) == listed
    assert undelivered_replies().exists() == listed


def test_the_desk_sees_it_on_the_front_page(at_inquiry: AtInquiry) -> None:
    replied(at_inquiry, MailState.QUEUED, AGO)
    page = texts(at_inquiry.client.get("/admin/"))
    assert "未送達の返信 1 件" in page
    assert "バックグラウンドの処理が動いていません" in page


def test_the_doctor_warns_of_mails_that_the_server_does_not_take(at_inquiry: AtInquiry) -> None:
    replied(at_inquiry, MailState.QUEUED, AGO)
    OutboxMail.objects.update(next_attempt_at=clock.now() + timedelta(hours=1), attempts=3)
    finding = queue()
    assert finding.ok
    assert finding.warns


@pytest.mark.parametrize("reason, state", [("other_way", MailState.DISMISSED), ("", MailState.BOUNCED)])
def test_it_is_dismissed_for_a_reason_alone(at_inquiry: AtInquiry, reason: str, state: MailState) -> None:
    mail = replied(at_inquiry, MailState.SENT)
    assert "記録しました" in texts(at_inquiry.post(f"bounced/{mail.pk}")).partition('id="said"')[2]
    at_inquiry.post(f"dismiss/{mail.pk}", reason=reason)
    mail.refresh_from_db()
    assert mail.state == state
    assert AuditEntry.objects.filter(action="mail.dismissed", subject=mail.subject).exists() == bool(reason)


def test_a_bounced_reply_is_sent_again(at_inquiry: AtInquiry) -> None:
    mail = replied(at_inquiry, MailState.BOUNCED)
    at_inquiry.post(f"resend/{mail.pk}")
    mail.refresh_from_db()
    assert mail.state == MailState.QUEUED
    assert Message.objects.count() == 1
