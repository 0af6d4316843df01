"""A mail of the writer is pasted in: kept whole, its headers read, and the inquiry is at work again."""

from email.message import EmailMessage
from typing import Any
from uuid import uuid4

import pytest

from cluster_cms.clock import TOKYO
from contact.inquiries.handling import change_status
from contact.models import Message, Status
from contact.text.email_headers import read_headers
from tests.contact.conftest import AtInquiry
from tests.contact.visit import WRITTEN, texts

SENDER, SUBJECT, TIME = "山田 太郎 <taro.yamada@example.com>", "Re: 試料の件", "2026-03-04 14:05"
BODY = "\n\nありがとうございます。\nFrom: これは本文です\n"
PASTED = {
    "outlook_ja": f"差出人: {SENDER}\n送信日時: 2026年3月4日 14:05\n宛先: desk@example.jp\n件名: {SUBJECT}",
    "outlook_en": f"From: {SENDER}\nSent: Wednesday, March 4, 2026 2:05 PM\nTo: Desk\nSubject: {SUBJECT}",
    "thunderbird": f"件名:\t{SUBJECT}\n日付:\tWed, 4 Mar 2026 14:05:00 +0900\n差出人:\t{SENDER}\n宛先:\tx@example.jp",
    "gmail": f"From: {SENDER}\nDate: 2026年3月4日(水) 14:05\nSubject: {SUBJECT}\nTo: <desk@example.jp>",
    "full_width": f"差出人：{SENDER}\n日時：２０２６／０３／０４　１４：０５\n件名：{SUBJECT}",
    "afternoon": f"差出人: {SENDER}\n日付: 2026/3/4 午後 2:05\n件名: {SUBJECT}",
    "with_weekday": f"From: {SENDER}\nDate: 2026年3月4日水曜日 14:05:33\nSubject: {SUBJECT}",
}


@pytest.mark.parametrize("program", PASTED)
def test_the_headers_of_every_program_are_read(program: str) -> None:
    heads = read_headers(PASTED[program] + BODY)
    assert (heads.sender, heads.subject, heads.address) == (SENDER, SUBJECT, "taro.yamada@example.com")
    assert heads.at is not None
    assert f"{heads.at.astimezone(TOKYO):%Y-%m-%d %H:%M}" == TIME


def test_a_mail_in_its_raw_form_is_read_with_encoded_and_folded_lines() -> None:
    raw = EmailMessage()
    raw["From"], raw["Subject"], raw["Date"] = SENDER, SUBJECT * 8, "Wed, 4 Mar 2026 05:05:00 +0000"
    heads = read_headers(raw.as_string())
    assert heads.address == "taro.yamada@example.com"
    assert heads.subject == SUBJECT * 8
    assert heads.at is not None
    assert f"{heads.at.astimezone(TOKYO):%Y-%m-%d %H:%M}" == TIME


@pytest.mark.parametrize("marked", ["<20260304.a+b=c@mail.example.com>", "<x@[192.0.2.1]>"])
def test_the_mark_of_a_mail_in_its_raw_form_is_read(marked: str) -> None:
    assert read_headers(f"From: {SENDER}\nMessage-ID:\n {marked}\n\nx").message_id == marked


@pytest.mark.parametrize(
    "marked", ["x@example.com", "<x y@example.com>", "<a@b> <c@d>", "<\u0430@b>", f"<{'x' * 999}@b>"]
)
def test_what_is_no_mark_of_a_mail_is_left_out(marked: str) -> None:
    assert read_headers(f"From: {SENDER}\nMessage-ID: {marked}\n\nx").message_id == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "お世話になります。\n件名: ではありません" * 2,
        "Subject: =?UTF-8?B?%%%?=\n\nx",
        "Subject: =?x-unknown?Q?abc?=\n\nx",
        "Date: 99 Foo 2026 99:99:99 +9999\n\nx",
        "Date: 2026年13月40日 25:61\n\nx",
        "Date: 9999年12月31日 23:59\n\nx",
        "Date: 0001-01-01 00:00\n\nx",
        "From: \n\nx",
        ":" * 5000,
        "日付: " + "1" * 5000,
    ],
)
def test_odd_headers_break_nothing(text: str) -> None:
    assert read_headers(text).at is None
    assert read_headers(text).address == ""


def test_what_is_pasted_is_kept_whole_beside_what_was_read(at_inquiry: AtInquiry) -> None:
    text = (PASTED["outlook_ja"] + BODY).strip()
    page = texts(at_inquiry.post("mail", text=text.replace("\n", "\r\n")))
    kept = Message.objects.get()
    assert (kept.body, kept.subject, kept.address) == (text, SUBJECT, SENDER)
    assert f"{kept.at.astimezone(TOKYO):%Y-%m-%d %H:%M}" == TIME
    assert "これは本文です" in page
    assert "異なるアドレス" not in page


@pytest.mark.parametrize("left", [Status.NEW, Status.OPEN, Status.WAITING, Status.ANSWERED, Status.CLOSED])
def test_the_inquiry_is_at_work_again(at_inquiry: AtInquiry, desk: Any, left: Status) -> None:
    if left != Status.NEW:
        change_status(inquiry=at_inquiry.inquiry, to=left, version=0, actor=desk)
    at_inquiry.post("mail", text="まだ届きません。")
    at_inquiry.inquiry.refresh_from_db()
    assert at_inquiry.inquiry.status == (Status.NEW if left == Status.NEW else Status.OPEN)
    assert at_inquiry.inquiry.closed_at is None
    assert at_inquiry.acts()[-1] == "inquiry.email_added"


def test_what_may_not_be_used_stays_closed(at_inquiry: AtInquiry) -> None:
    inquiry = at_inquiry.inquiry
    inquiry.status, inquiry.closed_at = Status.CLOSED, inquiry.received_at
    inquiry.restricted_at = inquiry.received_at
    inquiry.save()
    at_inquiry.post("mail", text="ありがとうございました。")
    inquiry.refresh_from_db()
    assert (inquiry.status, Message.objects.count()) == (Status.CLOSED, 1)


def test_suspected_spam_accepts_no_mail(at_inquiry: AtInquiry) -> None:
    at_inquiry.inquiry.status = Status.SPAM
    at_inquiry.inquiry.save()
    page = texts(at_inquiry.post("mail", text="まだ届きません。"))
    assert "先に状態を変更してください" in page
    assert not Message.objects.exists()


def test_another_sender_is_pointed_out_without_naming_the_address(at_inquiry: AtInquiry) -> None:
    page = texts(at_inquiry.post("mail", text="From: x@example.org\n\nこんにちは"))
    warning = next(line for line in page.splitlines() if "異なるアドレス" in line)
    assert "example.org" not in warning
    assert WRITTEN["mail"] not in warning


def test_a_double_click_keeps_one_mail(at_inquiry: AtInquiry) -> None:
    key = str(uuid4())
    for _click in range(2):
        at_inquiry.post("mail", text="まだ届きません。", key=key, version=0)
    assert Message.objects.count() == 1


def test_a_mail_without_headers_gets_the_time_that_was_entered(at_inquiry: AtInquiry) -> None:
    at_inquiry.post("mail", text="まだ届きません。", at="2026-03-04T14:05")
    assert f"{Message.objects.get().at.astimezone(TOKYO):%Y-%m-%d %H:%M}" == TIME
