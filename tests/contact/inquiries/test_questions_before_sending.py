"""Before a reply leaves, doubtful words are asked about; a box says that they are meant."""

import re
from typing import Any

import pytest

from contact.inquiries.reply_questions import questions_about
from contact.models import Inquiry, Message, ReplyRules
from tests.contact.admin.inquiry_copies import copy_inquiry
from tests.contact.conftest import AtInquiry
from tests.contact.visit import WRITTEN, texts

WORDS = {"subject": "試料の件", "body": "カタログを添付します。", "then": "answered"}


@pytest.mark.parametrize(
    "text", ["カタログを添付します。", "See the ATTACHED sheet.", "弊社の口座は…", "bank  Ａccount"]
)
def test_words_of_the_list_are_asked_about(inquiry: Inquiry, text: str) -> None:
    assert len(questions_about(inquiry=inquiry, text=text)) == 1
    assert questions_about(inquiry=inquiry, text="試料をお送りします。") == []


def test_a_file_that_goes_along_needs_no_question(inquiry: Inquiry) -> None:
    assert questions_about(inquiry=inquiry, text="カタログを添付します。", attachments=1) == []


def test_the_company_of_another_customer_is_asked_about_and_the_writers_own_is_not(inquiry: Inquiry) -> None:
    copy_inquiry(inquiry, texts_by_key={"company": "株式会社架空計測"})
    found = questions_about(inquiry=inquiry, text="（株）架空計測様にも納めております。")
    assert ["架空計測" in one for one in found] == [True]
    assert questions_about(inquiry=inquiry, text=f"{WRITTEN['company']}様") == []


def test_nothing_leaves_before_the_box_is_ticked(at_inquiry: AtInquiry) -> None:
    page = texts(at_inquiry.post("reply", **WORDS))
    assert "「添付」" in page.partition('id="said"')[2]
    assert f"{WORDS['body']}</textarea>" in page
    assert not Message.objects.exists()
    box = re.search('name="checked" value="([0-9a-f]{16})"', page)
    assert box
    at_inquiry.post("reply", **WORDS | {"body": "口座と添付のとおりです。"}, checked=box[1])
    assert not Message.objects.exists(), "another question is asked anew"
    at_inquiry.post("reply", **WORDS, checked=box[1])
    assert Message.objects.get().body.startswith(WORDS["body"])


def test_a_preview_asks_nothing(at_inquiry: AtInquiry) -> None:
    assert 'id="preview"' in texts(at_inquiry.post("reply", preview="1", **WORDS))


def test_the_desk_keeps_the_list(at_inquiry: AtInquiry, desk: Any) -> None:
    sent = {"caution_words": "極秘\r\nconfidential", "attachment_words": "", "newcomers": [desk.pk]}
    page = at_inquiry.client.post("/admin/inquiries/reply-rules/", sent, follow=True)
    assert "保存しました" in texts(page)
    assert list(ReplyRules.objects.get().newcomers.all()) == [desk]
    asked = questions_about(inquiry=at_inquiry.inquiry, text="添付の極秘資料")
    assert ["極秘" in one for one in asked] == [True]
