"""A reply waits for 30 seconds, in which its author takes it back; then it leaves, once."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from cluster_cms.mail import sending
from cluster_cms.mail.outbox import MailState, OutboxMail
from contact.inquiries.desk_drafts import drafts_of
from contact.inquiries.reply_recall import ReplyHasLeft, replies_to_take_back, take_back_reply
from contact.models import Inquiry, Message, Status, ThreadMail
from tests.contact.conftest import AtInquiry
from tests.contact.visit import texts
from tests.infrastructure.cast import Clock

WORDS = {"subject": "試料の件", "body": "試料をお送りします。", "then": "answered"}


@pytest.fixture
def waiting(at_inquiry: AtInquiry, settings: Any, clock: Clock) -> Message:
    """A reply that was sent a moment ago."""
    settings.REPLY_DELAY = timedelta(seconds=30)
    clock.set("2026-12-01 12:00")
    at_inquiry.post("reply", **WORDS)
    return Message.objects.get()


def test_it_leaves_after_thirty_seconds(waiting: Message, clock: Clock) -> None:
    states = []
    for seconds in (29, 1):
        clock.forward(seconds=seconds)
        sending.send_due_mails()
        states.append(OutboxMail.objects.get(record=str(waiting.pk)).state)
    assert states == [MailState.QUEUED, MailState.SENT]


def test_taken_back_nothing_is_sent_and_the_words_are_a_draft(
    waiting: Message, at_inquiry: AtInquiry, desk: Any, clock: Clock
) -> None:
    mail = OutboxMail.objects.get(record=str(waiting.pk)).pk
    assert ThreadMail.objects.filter(pk=mail, inquiry=at_inquiry.inquiry).exists()
    page = texts(at_inquiry.client.post(f"{at_inquiry.address}take-back/{waiting.pk}/", follow=True))
    assert "送信を取り消しました" in page.partition('id="said"')[2].partition('id="reply-section"')[0]
    assert f"{WORDS['body']}</textarea>" in page
    assert drafts_of(at_inquiry.inquiry, desk)["reply"].texts["subject"] == WORDS["subject"]
    clock.forward(minutes=1)
    sending.send_due_mails()
    assert not Message.objects.exists()
    assert not OutboxMail.objects.filter(record=str(waiting.pk)).exists()
    assert not ThreadMail.objects.filter(pk=mail).exists(), "nobody can answer what was never sent"
    assert at_inquiry.acts()[-2:] == ["inquiry.replied", "inquiry.reply_taken_back"]


def test_the_status_is_as_it_was_unless_somebody_has_changed_it(waiting: Message, at_inquiry: AtInquiry) -> None:
    assert Inquiry.objects.get(pk=at_inquiry.inquiry.pk).status == Status.ANSWERED
    at_inquiry.client.post(f"{at_inquiry.address}take-back/{waiting.pk}/")
    assert Inquiry.objects.get(pk=at_inquiry.inquiry.pk).status == Status.NEW


def test_sent_again_after_it_was_taken_back_it_goes_out_once(waiting: Message, at_inquiry: AtInquiry) -> None:
    at_inquiry.client.post(f"{at_inquiry.address}take-back/{waiting.pk}/")
    at_inquiry.post("reply", **WORDS)
    assert Message.objects.count() == OutboxMail.objects.filter(kind="inquiry.reply").count() == 1


def test_what_has_left_or_is_on_its_way_is_not_taken_back(
    waiting: Message, at_inquiry: AtInquiry, desk: Any, clock: Clock
) -> None:
    clock.forward(seconds=30)
    sending.claim(OutboxMail.objects.get(record=str(waiting.pk)).pk)
    page = at_inquiry.client.post(f"{at_inquiry.address}take-back/{waiting.pk}/", follow=True)
    assert "すでに送られた" in texts(page)
    assert Message.objects.exists()
    with pytest.raises(ReplyHasLeft):
        take_back_reply(inquiry=at_inquiry.inquiry, key=uuid4(), actor=desk)


def test_nobody_takes_back_what_a_colleague_wrote(waiting: Message, privacy_officer: Any, desk: Any) -> None:
    assert [one.key for one in replies_to_take_back(desk)] == [waiting.pk]
    assert replies_to_take_back(privacy_officer) == []
    with pytest.raises(ReplyHasLeft):
        take_back_reply(inquiry=waiting.inquiry, key=waiting.pk, actor=privacy_officer)


def test_the_button_stands_on_the_next_page_until_it_leaves(
    waiting: Message, at_inquiry: AtInquiry, clock: Clock
) -> None:
    button = f"{at_inquiry.address}take-back/{waiting.pk}/"
    for page in ("/admin/inquiries/", at_inquiry.address):
        assert button in texts(at_inquiry.client.get(page))
    clock.forward(seconds=31)
    assert button not in texts(at_inquiry.client.get("/admin/inquiries/"))
