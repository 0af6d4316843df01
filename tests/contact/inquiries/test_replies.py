"""A reply is kept, queued and sent once; errors keep what was typed; the inquiry moves on."""

from typing import Any
from uuid import uuid4

import pytest
from django.core import mail as sent

from cluster_cms.mail.outbox import MailState, OutboxMail
from cluster_cms.mail.sending import send_due_mails
from cluster_cms.pages.site_settings import DeskSettings, default_site
from cluster_cms.security.audit import AuditEntry
from contact.inquiries.handling import InvalidTransition, change_status
from contact.inquiries.replies import NotTheirAddress, UseStopped, send_reply
from contact.mails.reply_mail import REPLY, signature
from contact.models import Inquiry, Message, MessageChannel, Status
from contact.privacy.deletion import restrict
from contact.retention.erasure import erase_inquiry
from tests.contact.conftest import AtInquiry
from tests.contact.visit import WRITTEN, texts
from tests.infrastructure.cast import TOKYO, Clock

WORDS = {"subject": "試料の件", "body": "山田 太郎 様\n\n試料をお送りします。", "then": "answered"}


def letter(at: AtInquiry) -> Any:
    """Send what is due and return the reply."""
    sent.outbox.clear()
    send_due_mails()
    return next(message for message in sent.outbox if message.subject == WORDS["subject"])


def test_a_reply_goes_to_the_person_with_the_desk_as_its_answer_address(at_inquiry: AtInquiry) -> None:
    at_inquiry.post("reply", **WORDS)
    message, kept = letter(at_inquiry), Message.objects.get()
    assert message.to == [WRITTEN["mail"]]
    assert message.reply_to == [DeskSettings.for_site(default_site()).email]
    assert message.body == kept.body == f"{WORDS['body']}\n\n{signature('ja')}"
    assert message.extra_headers["Auto-Submitted"] == "no"
    assert str(OutboxMail.objects.get(kind=REPLY).pk) in message.extra_headers["Message-ID"]


@pytest.mark.parametrize(
    "then, moved", [("answered", Status.ANSWERED), ("waiting", Status.WAITING), ("closed", Status.CLOSED)]
)
def test_the_inquiry_stands_afterwards_where_the_form_says(at_inquiry: AtInquiry, then: str, moved: Status) -> None:
    at_inquiry.post("reply", **WORDS | {"then": then})
    at_inquiry.inquiry.refresh_from_db()
    assert (at_inquiry.inquiry.status, at_inquiry.inquiry.version) == (moved, 1)
    assert (at_inquiry.inquiry.answered_at is not None) == (then != "waiting")
    assert at_inquiry.acts() == ["inquiry.received", "inquiry.replied"]


def test_a_second_reply_changes_no_status_and_is_recorded(at_inquiry: AtInquiry) -> None:
    for _reply in range(2):
        at_inquiry.post("reply", **WORDS)
    assert Message.objects.count() == 2
    assert at_inquiry.acts() == ["inquiry.received", "inquiry.replied", "inquiry.replied"]


def test_a_double_click_sends_once(at_inquiry: AtInquiry) -> None:
    key = str(uuid4())
    for _click in range(2):
        assert "まもなく送信されます" in texts(at_inquiry.post("reply", **WORDS, key=key, version=0))
    assert Message.objects.count() == OutboxMail.objects.filter(kind=REPLY).count() == 1


def test_outbox_and_audit_chain_hold_no_text_of_a_reply(at_inquiry: AtInquiry) -> None:
    at_inquiry.post("reply", **WORDS)
    row = OutboxMail.objects.filter(kind=REPLY).values().get()
    entry = AuditEntry.objects.filter(action="inquiry.replied").values().get()
    for word in ("試料", "山田", "taro", "example"):
        assert word not in f"{row}{entry}"


def test_a_reply_on_a_stale_version_is_refused_and_kept_in_the_form(
    at_inquiry: AtInquiry, privacy_officer: Any
) -> None:
    change_status(inquiry=at_inquiry.inquiry, to=Status.OPEN, version=0, actor=privacy_officer)
    page = texts(at_inquiry.post("reply", **WORDS, version=0))
    assert "保存していません" in page
    assert "試料をお送りします。</textarea>" in page
    assert 'name="version" value="1" id="reply-version"' in page
    assert not Message.objects.exists()


@pytest.mark.parametrize("wrong", [{"body": " "}, {"subject": ""}, {"then": "open"}, {"then": ""}, {"version": ""}])
def test_an_error_keeps_what_was_typed(at_inquiry: AtInquiry, wrong: dict[str, Any]) -> None:
    response = at_inquiry.post("reply", **WORDS | wrong)
    page = texts(response)
    assert response.status_code == 200
    assert "保存していません" in page
    assert ("試料をお送りします。" in page) == ("body" not in wrong)
    assert not OutboxMail.objects.filter(kind=REPLY).exists()


@pytest.mark.parametrize("status", [Status.CLOSED, Status.SPAM])
def test_closed_inquiries_and_suspected_spam_accept_no_reply(at_inquiry: AtInquiry, status: Status) -> None:
    inquiry = at_inquiry.inquiry
    inquiry.status, inquiry.closed_at = status, inquiry.received_at if status == Status.CLOSED else None
    inquiry.save()
    assert 'id="reply-body"' not in texts(at_inquiry.client.get(at_inquiry.address))
    page = texts(at_inquiry.post("reply", **WORDS))
    assert "先に状態を変更してください" in page
    assert "試料をお送りします。</textarea>" in page
    assert not Message.objects.exists()


def reply(inquiry: Inquiry, actor: Any, **changes: Any) -> Message:
    given: dict[str, Any] = {"key": uuid4(), "to": WRITTEN["mail"], "subject": "x", "body": "y", "version": 0}
    return send_reply(inquiry=inquiry, actor=actor, **given | {"then": Status.ANSWERED} | changes)


@pytest.mark.parametrize("address", ["", "other@example.com", "taro.yamada@example.com,other@example.com"])
def test_only_the_address_that_was_given_is_written_to(inquiry: Inquiry, desk: Any, address: str) -> None:
    with pytest.raises(NotTheirAddress):
        reply(inquiry, desk, to=address)
    assert not Message.objects.exists()


def test_who_has_stopped_the_use_is_not_written_to(at_inquiry: AtInquiry, desk: Any, clock: Clock) -> None:
    at_inquiry.inquiry.restricted_at = clock.forward()
    at_inquiry.inquiry.save()
    assert 'id="reply-body"' not in texts(at_inquiry.client.get(at_inquiry.address))
    assert "利用の停止を求めて" in texts(at_inquiry.post("reply", **WORDS))
    with pytest.raises(UseStopped):
        reply(at_inquiry.inquiry, desk)


def test_a_reply_that_still_waits_when_the_use_is_stopped_never_leaves(at_inquiry: AtInquiry, desk: Any) -> None:
    message = reply(at_inquiry.inquiry, desk)
    restrict(Inquiry.objects.get(pk=at_inquiry.inquiry.pk))
    sent.outbox.clear()
    send_due_mails()
    send_due_mails()
    assert message.body not in [one.body for one in sent.outbox]
    assert OutboxMail.objects.get(record=str(message.pk)).state == MailState.WITHHELD
    assert at_inquiry.acts()[-1] == "mail.withheld"
    page = texts(at_inquiry.post("open", reason="other", remark="返信の確認"))
    assert "送信していません（ご本人が利用を停止しました）" in page
    assert "もう一度送信" not in page


def test_only_three_statuses_follow_a_reply(inquiry: Inquiry, desk: Any) -> None:
    with pytest.raises(InvalidTransition):
        reply(inquiry, desk, then=Status.OPEN)


def test_an_erased_inquiry_sends_no_reply(inquiry: Inquiry, desk: Any) -> None:
    reply(inquiry, desk)
    erase_inquiry(inquiry=inquiry, actor=desk)
    sent.outbox.clear()
    send_due_mails()
    assert not any(WRITTEN["mail"] in message.to for message in sent.outbox)


def test_a_preview_shows_the_whole_mail_and_sends_nothing(at_inquiry: AtInquiry) -> None:
    page = texts(at_inquiry.post("reply", **WORDS, preview="1"))
    shown = page.partition('id="preview"')[2]
    assert "試料をお送りします。" in shown
    assert signature("ja").splitlines()[1] in shown
    assert not Message.objects.exists()


def test_the_state_of_the_mail_is_shown_and_a_dead_lettered_one_sent_again(at_inquiry: AtInquiry) -> None:
    page = texts(at_inquiry.post("reply", **WORDS))
    assert "送信待ち" in page
    OutboxMail.objects.filter(kind=REPLY).update(state=MailState.DEAD_LETTERED, error="SMTPRecipientsRefused 550")
    mail = OutboxMail.objects.get(kind=REPLY)
    page = texts(at_inquiry.client.get(at_inquiry.address))
    assert "SMTPRecipientsRefused 550" in page
    assert f"resend/{mail.pk}/" in page
    assert "もう一度送信します" in texts(at_inquiry.post(f"resend/{mail.pk}"))
    mail.refresh_from_db()
    assert mail.state == MailState.QUEUED
    assert "すでに" in texts(at_inquiry.post(f"resend/{mail.pk}"))


def test_only_replies_of_this_inquiry_are_sent_again(at_inquiry: AtInquiry) -> None:
    other = OutboxMail.objects.create(kind="x", subject="2222-2222", language="ja", state=MailState.DEAD_LETTERED)
    at_inquiry.post(f"resend/{other.pk}")
    other.refresh_from_db()
    assert other.state == MailState.DEAD_LETTERED


def test_a_reply_whose_mail_was_deleted_from_the_outbox_counts_as_sent(at_inquiry: AtInquiry) -> None:
    at_inquiry.post("reply", **WORDS)
    OutboxMail.objects.filter(kind=REPLY).delete()
    assert "送信済み" in texts(at_inquiry.client.get(at_inquiry.address)).partition('id="conversation')[2]


def test_a_reply_given_elsewhere_is_recorded_with_its_time(at_inquiry: AtInquiry, clock: Clock) -> None:
    before = clock.forward(minutes=-5).replace(second=0, microsecond=0)
    at_inquiry.post("replied", body="電話で回答", at=f"{before.astimezone(TOKYO):%Y-%m-%dT%H:%M}", then="answered")
    kept = Message.objects.get()
    assert (kept.body, kept.channel, kept.at, kept.address) == ("電話で回答", MessageChannel.ELSEWHERE, before, None)
    assert not OutboxMail.objects.filter(kind=REPLY).exists()
    assert at_inquiry.acts() == ["inquiry.received", "inquiry.replied"]


@pytest.mark.parametrize("at", ["2131-01-01T00:00", "yesterday", "0001-01-01 00:00", "9999-99-99", "9999-12-31 23:59Z"])
def test_an_impossible_time_is_reported(at_inquiry: AtInquiry, at: str) -> None:
    page = texts(at_inquiry.post("replied", body="電話で回答", at=at, then="answered"))
    assert "電話で回答</textarea>" in page
    assert at in page
    assert not Message.objects.exists()
