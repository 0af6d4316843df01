"""The reply of a new colleague waits until somebody else has read it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cluster_cms.mail.delivery import message_id
from cluster_cms.mail.outbox import OutboxMail
from contact.inbound.matching import find_inquiry
from contact.inquiries.desk_drafts import drafts_of
from contact.mails.reply_mail import REPLY
from contact.models import Inquiry, Message, ReplyRules, Status, ThreadMail
from contact.text.arrived_mail import UNREADABLE, ArrivedMail
from tests.contact.conftest import AtInquiry
from tests.contact.visit import texts

WORDS = {"subject": "試料の件", "body": "試料をお送りします。", "then": "answered"}


@pytest.fixture
def kept(at_inquiry: AtInquiry, desk: Any) -> Message:
    """A reply of somebody whose replies are read first."""
    ReplyRules.objects.create().newcomers.add(desk)
    assert "ほかの担当者が確認すると送られます" in texts(at_inquiry.post("reply", **WORDS))
    return Message.objects.get()


@pytest.fixture
def reader(privacy_officer: Any, signed_in: Callable[[Any], Client], inquiry: Inquiry) -> AtInquiry:
    return AtInquiry(signed_in(privacy_officer), inquiry)


def queued() -> int:
    return OutboxMail.objects.filter(kind=REPLY).count()


def test_it_goes_out_only_when_somebody_else_has_read_it(kept: Message, reader: AtInquiry) -> None:
    assert queued() == 0
    assert kept.inquiry.reference in texts(reader.client.get("/admin/inquiries/?only=read-first"))
    reader.client.post(f"{reader.address}release/{kept.pk}/")
    reader.client.post(f"{reader.address}release/{kept.pk}/")
    assert queued() == 1
    assert reader.acts()[-1] == "inquiry.reply_approved"


def test_an_answer_to_it_finds_the_inquiry_once_it_is_released(kept: Message, reader: AtInquiry) -> None:
    before = ThreadMail.objects.count()
    reader.client.post(f"{reader.address}release/{kept.pk}/")
    assert ThreadMail.objects.count() == before + 1
    answer = ArrivedMail(UNREADABLE, answers=(message_id(OutboxMail.objects.get(kind=REPLY).pk),))
    assert find_inquiry(answer) == kept.inquiry


def test_its_author_cannot_release_it(kept: Message, at_inquiry: AtInquiry) -> None:
    page = at_inquiry.client.post(f"{at_inquiry.address}release/{kept.pk}/", follow=True)
    assert "ほかの担当者が確認します" in texts(page)
    assert queued() == 0


def test_given_back_it_is_a_draft_of_its_author(kept: Message, reader: AtInquiry, desk: Any) -> None:
    reader.client.post(f"{reader.address}back/{kept.pk}/")
    assert drafts_of(kept.inquiry, desk)["reply"].texts["body"] == WORDS["body"]
    assert not Message.objects.exists()
    assert Inquiry.objects.get(pk=kept.inquiry_id).status == Status.NEW


def test_its_author_takes_it_back(kept: Message, at_inquiry: AtInquiry) -> None:
    at_inquiry.client.post(f"{at_inquiry.address}take-back/{kept.pk}/")
    assert not Message.objects.exists()


def test_the_replies_of_all_others_leave_at_once(kept: Message, reader: AtInquiry) -> None:
    reader.post("reply", **WORDS)
    assert queued() == 1
