"""A second reply leaves only when what has come meanwhile was read, and never by pressing the same button again."""

from typing import Any
from uuid import uuid4

import pytest

from cluster_cms.mail.outbox import OutboxMail
from contact.inquiries.replies import record_reply, send_reply
from contact.mails.reply_mail import REPLY, salutation
from contact.models import Inquiry, Message, Note, Status
from tests.contact.conftest import AtInquiry
from tests.contact.visit import WRITTEN, texts

WORDS = {"subject": "試料の件", "body": "試料をお送りします。", "then": "answered"}


def colleague_replies(inquiry: Inquiry, actor: Any) -> Message:
    given = {"key": uuid4(), "to": WRITTEN["mail"], "subject": "x", "body": "同僚の返信です。"}
    return send_reply(inquiry=inquiry, actor=actor, version=inquiry.version, then=Status.ANSWERED, **given)


def test_a_reply_of_a_colleague_is_shown_in_full_and_nothing_leaves(
    at_inquiry: AtInquiry, privacy_officer: Any
) -> None:
    colleague_replies(at_inquiry.inquiry, privacy_officer)
    page = texts(at_inquiry.post("reply", **WORDS, version=0, seen=""))
    box = page.partition('id="said"')[2].partition('id="elsewhere-section"')[0]
    assert "まだ送っていません" in box
    assert "同僚の返信です。" in box
    assert "試料をお送りします。</textarea>" in box
    assert Message.objects.count() == 1


@pytest.mark.parametrize("ticked", ["", "on", "11111111-1111-4111-8111-111111111111"])
def test_pressing_again_without_having_read_it_sends_nothing(
    at_inquiry: AtInquiry, privacy_officer: Any, ticked: str
) -> None:
    colleague_replies(at_inquiry.inquiry, privacy_officer)
    page = texts(at_inquiry.post("reply", **WORDS, seen="", acknowledged=ticked))
    assert "読みました" in page
    assert Message.objects.count() == 1


def test_once_it_was_read_the_second_reply_leaves(at_inquiry: AtInquiry, privacy_officer: Any) -> None:
    first = colleague_replies(at_inquiry.inquiry, privacy_officer)
    page = texts(at_inquiry.post("reply", **WORDS, version=0, seen=""))
    assert f'name="acknowledged" value="{first.pk}"' in page
    assert 'name="version" value="1" id="reply-version"' in page
    at_inquiry.post("reply", **WORDS, seen="", acknowledged=first.pk)
    assert OutboxMail.objects.filter(kind=REPLY).count() == 2


def test_what_comes_after_it_was_read_has_to_be_read_as_well(at_inquiry: AtInquiry, privacy_officer: Any) -> None:
    first = colleague_replies(at_inquiry.inquiry, privacy_officer)
    given: dict[str, Any] = {
        "key": uuid4(),
        "body": "電話で回答しました。",
        "then": Status.ANSWERED,
        "version": 1,
    }
    record_reply(inquiry=at_inquiry.inquiry, actor=privacy_officer, at=None, **given)
    page = texts(at_inquiry.post("reply", **WORDS, seen=first.pk, acknowledged=first.pk))
    assert "電話で回答しました。" in page.partition('id="said"')[2].partition('id="elsewhere-section"')[0]
    assert Message.objects.count() == 2


def test_the_form_shown_after_a_reply_sends_no_salutation_alone(at_inquiry: AtInquiry) -> None:
    at_inquiry.post("reply", **WORDS)
    page = texts(at_inquiry.post("reply", **WORDS | {"body": f" {salutation(at_inquiry.inquiry)}\n"}))
    assert "保存していません" in page
    assert Message.objects.count() == 1


@pytest.mark.parametrize("form, words", [("reply", WORDS), ("replied", {"body": "電話", "then": "answered"})])
def test_other_words_under_a_used_key_are_kept_and_told(
    at_inquiry: AtInquiry, form: str, words: dict[str, str]
) -> None:
    key = str(uuid4())
    at_inquiry.post(form, **words, key=key, seen="")
    page = texts(at_inquiry.post(form, **words | {"body": "別の文面です。"}, key=key, seen="", version=0))
    assert "別の文面で" in page.partition('id="said"')[2]
    assert "別の文面です。</textarea>" in page
    assert f'name="key" value="{key}"' not in page
    assert Message.objects.count() == 1


def test_another_note_under_a_used_key_is_kept_and_told(at_inquiry: AtInquiry) -> None:
    key = str(uuid4())
    at_inquiry.post("notes", text="一つ目", key=key)
    assert "二つ目</textarea>" in texts(at_inquiry.post("notes", text="二つ目", key=key))
    assert Note.objects.count() == 1
