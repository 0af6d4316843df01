"""The writer's program shows a reply below what it answers: it names the mails before it, and no others."""

from typing import Any

import pytest
from django.core import mail as sent

from cluster_cms.mail.delivery import message_id
from cluster_cms.mail.outbox import MailState, OutboxMail
from cluster_cms.mail.sending import send_due_mails
from contact.mails.acknowledgements import ACKNOWLEDGEMENT
from contact.mails.reply_mail import REPLY
from contact.models import Inquiry, Message
from tests.contact.conftest import AtInquiry
from tests.contact.visit import letter
from tests.infrastructure.cast import Clock

WORDS = {"subject": "試料の件", "body": "試料をお送りします。", "then": "answered"}
THEIRS = "<abc.123@mail.example.com>"


def reply(at: AtInquiry, clock: Clock) -> Any:
    """Reply, send what is due, and return the headers of the reply."""
    clock.forward(minutes=5)
    at.post("reply", **WORDS)
    sent.outbox.clear()
    send_due_mails()
    return sent.outbox[-1].message()


def marks(inquiry: Inquiry, kind: str) -> list[str]:
    found = OutboxMail.objects.about(inquiry.reference).filter(kind=kind).order_by("created_at")
    return [message_id(mail.pk) for mail in found]


def test_the_first_reply_follows_the_acknowledgement(at_inquiry: AtInquiry, clock: Clock) -> None:
    headers = reply(at_inquiry, clock)
    acknowledgement = marks(at_inquiry.inquiry, ACKNOWLEDGEMENT)[0]
    assert (headers["In-Reply-To"], headers["References"]) == (acknowledgement, acknowledgement)


def test_a_reply_follows_the_writers_mail_and_names_all_before_it(at_inquiry: AtInquiry, clock: Clock) -> None:
    reply(at_inquiry, clock)
    clock.forward(minutes=5)
    at_inquiry.post("mail", text=f"Message-ID: {THEIRS}\n{letter('ありがとう')}")
    headers = reply(at_inquiry, clock)
    before = [*marks(at_inquiry.inquiry, ACKNOWLEDGEMENT), marks(at_inquiry.inquiry, REPLY)[0], THEIRS]
    assert (headers["In-Reply-To"], headers["References"].split()) == (THEIRS, before)


@pytest.mark.parametrize("sender", ["other@example.org", "山田 太郎"])
def test_a_mail_that_is_not_known_to_be_the_writers_is_not_named(
    sender: str, at_inquiry: AtInquiry, clock: Clock
) -> None:
    text = f"Message-ID: {THEIRS}\nSubject: x\n\nx"
    at_inquiry.post("mail", text=text, sender=sender, at="2026-12-01T12:00", time_confirmed="on")
    assert Message.objects.get().message_id == THEIRS
    assert THEIRS not in str(reply(at_inquiry, clock))


def test_dead_lettered_and_deleted_mails_are_not_referred_to(at_inquiry: AtInquiry, clock: Clock) -> None:
    OutboxMail.objects.about(at_inquiry.inquiry.reference).update(state=MailState.DEAD_LETTERED)
    headers = reply(at_inquiry, clock)
    assert headers["In-Reply-To"] is headers["References"] is None


def test_no_other_inquiry_is_named(at_inquiry: AtInquiry, clock: Clock) -> None:
    OutboxMail.objects.create(kind=ACKNOWLEDGEMENT, subject="2222-2222", language="ja")
    assert len(reply(at_inquiry, clock)["References"].split()) == 1
