"""A mail of the writer is kept at once where it is certain, else asked about; the inquiry is at work again."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cluster_cms import clock
from cluster_cms.clock import TOKYO
from contact.inquiries.handling import change_status
from contact.models import EmailOriginal, Inquiry, Message, Status
from tests.contact.conftest import AtInquiry
from tests.contact.visit import WRITTEN, letter, texts
from tests.infrastructure.cast import Clock

SENDER = f"{WRITTEN['name']} <{WRITTEN['mail']}>"
JIS = (
    b"From: =?ISO-2022-JP?B?GyRCOzNFRBsoQiAbJEJCQE86GyhC?= <taro.yamada@example.com>\r\n"
    b"Subject: =?UTF-8?B?57SN5pyf?=\r\nDate: Fri, 27 Nov 2026 06:04:05 +0000\r\nMessage-ID: <jis@mail.example.com>\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=ISO-2022-JP\r\nContent-Transfer-Encoding: 7bit\r\n\r\n"
    + "納期の件でご連絡します。".encode("iso2022_jp")
)


@pytest.fixture
def at_inquiry(at_inquiry: AtInquiry) -> AtInquiry:
    """At an inquiry that is some days older than the mails."""
    Inquiry.objects.filter(pk=at_inquiry.inquiry.pk).update(received_at=clock.now() - timedelta(days=9))
    at_inquiry.inquiry.refresh_from_db()
    return at_inquiry


@pytest.fixture(autouse=True)
def _today(clock: Clock) -> None:
    clock.set("2026-11-29 12:00")


def sent(message: Message) -> str:
    return f"{message.at.astimezone(TOKYO):%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize("way", ["paste", "file"])
def test_a_source_is_kept_readable_with_its_original_beside_it(at_inquiry: AtInquiry, way: str) -> None:
    source = {"text": JIS.decode()} if way == "paste" else {"file": SimpleUploadedFile("a.eml", JIS)}
    page = texts(at_inquiry.post("mail", **source))
    kept = Message.objects.get()
    assert (kept.body, kept.subject, kept.address) == ("納期の件でご連絡します。", "納期", SENDER)
    assert (sent(kept), kept.message_id) == ("2026-11-27 15:04:05", "<jis@mail.example.com>")
    assert EmailOriginal.objects.get(message=kept).content == JIS
    assert "納期の件でご連絡します。" in page
    assert "2026年11月27日 15:04" in page


def test_what_a_program_shows_is_kept_whole(at_inquiry: AtInquiry) -> None:
    text = letter("日時：2026年10月10日\n件名：見学").replace("\n", "\r\n")
    page = texts(at_inquiry.post("mail", text=text))
    kept = Message.objects.get()
    assert (kept.body, kept.subject, kept.address) == (text.replace("\r\n", "\n"), "試料の件", SENDER)
    assert EmailOriginal.objects.get(message=kept).content == text.encode()
    assert "異なるアドレス" not in page


def redisplayed(at_inquiry: AtInquiry, **data: Any) -> tuple[str, dict[str, str]]:
    """Send a mail that is asked about; return the page and the fields of its form as they are shown."""
    response = at_inquiry.post("mail", **data)
    form = response.context["correspondence_forms"]["mail"]
    assert not Message.objects.exists()
    return texts(response), {name: form[name].value() for name in ("sender", "subject", "at", "read")}


@pytest.mark.parametrize(
    "date, asked",
    [
        ("", "日本時間"),
        ("Sent: Friday, November 27, 2026 3:04 PM\n", "タイムゾーン"),
        ("Date: 03/04/2026 10:00 +0900\n", "月と日"),
        ("Date: yesterday\n", "yesterday"),
    ],
)
def test_a_time_in_doubt_is_asked_for_and_nothing_is_lost(at_inquiry: AtInquiry, date: str, asked: str) -> None:
    text = f"From: {SENDER}\n{date}Subject: 試料\n\nまだ届きません。"
    page, shown = redisplayed(at_inquiry, text=text)
    assert asked in page
    assert (shown["sender"], shown["subject"], shown["at"] or "") == (SENDER, "試料", "")
    assert "まだ届きません。</textarea>" in page
    at_inquiry.post("mail", text=text, **shown | {"at": "2026-11-27T15:04"})
    assert sent(Message.objects.get()) == "2026-11-27 15:04:00"


def test_a_letter_without_a_head_is_asked_for_sender_and_time(at_inquiry: AtInquiry) -> None:
    text = (
        "お世話になっております。見本花子です。\n日時：2026年10月10日 10:00\n件名：見学\n差出人：花子\n\n上の日程で。"
    )
    page, shown = redisplayed(at_inquiry, text=text)
    assert "差出人" in page
    assert not any(shown[name] for name in ("sender", "subject", "at"))
    at_inquiry.post("mail", text=text, sender="見本花子", at="2026-11-27T15:04")
    assert (Message.objects.get().address, Message.objects.get().subject) == ("見本花子", None)


def test_a_sender_without_an_address_is_shown_once_more(at_inquiry: AtInquiry) -> None:
    text = letter("はい。", sender="見本 花子")
    _page, shown = redisplayed(at_inquiry, text=text)
    at_inquiry.post("mail", text=text, **shown)
    assert Message.objects.get().address == "見本 花子"


def test_what_was_filled_in_for_another_mail_is_not_used(at_inquiry: AtInquiry) -> None:
    _page, shown = redisplayed(at_inquiry, text=letter("一通目", sender="見本 花子"))
    _page, again = redisplayed(at_inquiry, **shown | {"text": "二通目です。"})
    assert again["read"] != shown["read"]


@pytest.mark.parametrize("days", [-20, 1])
def test_a_time_before_the_inquiry_or_in_the_future_has_to_be_confirmed(at_inquiry: AtInquiry, days: int) -> None:
    text = letter("はい。", at=clock.now() + timedelta(days=days))
    _page, shown = redisplayed(at_inquiry, text=text)
    at_inquiry.post("mail", text=text, time_confirmed="on", **shown)
    assert Message.objects.get().at == (clock.now() + timedelta(days=days)).replace(microsecond=0)


def test_the_same_mail_again_has_to_be_confirmed(at_inquiry: AtInquiry) -> None:
    at_inquiry.post("mail", text=JIS.decode())
    page = texts(at_inquiry.post("mail", text=JIS.decode()))
    assert (Message.objects.count(), at_inquiry.inquiry.reference in page) == (1, True)
    at_inquiry.post("mail", text=JIS.decode(), duplicate_confirmed="on")
    assert Message.objects.count() == 2


@pytest.mark.parametrize(
    "name, content",
    [("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ("a.eml", b"%PDF-1.7"), ("a.eml", b"")],
)
def test_a_file_that_is_no_mail_is_refused_at_its_field(at_inquiry: AtInquiry, name: str, content: bytes) -> None:
    response = at_inquiry.post("mail", file=SimpleUploadedFile(name, content))
    assert response.status_code == 200
    assert response.context["correspondence_forms"]["mail"].errors.keys() >= {"file"}
    assert not Message.objects.exists()


def test_nothing_and_both_and_too_much_are_refused_in_words(at_inquiry: AtInquiry) -> None:
    both = {"text": letter("x"), "file": SimpleUploadedFile("a.eml", JIS)}
    refused: list[dict[str, Any]] = [{}, both, {"text": "長" * 2_000_001}]
    for data in refused:
        form = at_inquiry.post("mail", **data).context["correspondence_forms"]["mail"]
        assert form.errors.keys() & {"text", "file"}
    assert not Message.objects.exists()


@pytest.mark.parametrize("left", [Status.NEW, Status.OPEN, Status.WAITING, Status.ANSWERED, Status.CLOSED])
def test_the_inquiry_is_at_work_again(at_inquiry: AtInquiry, desk: Any, left: Status) -> None:
    if left != Status.NEW:
        change_status(inquiry=at_inquiry.inquiry, to=left, version=0, actor=desk)
    at_inquiry.post("mail", text=letter("まだ届きません。"))
    at_inquiry.inquiry.refresh_from_db()
    assert at_inquiry.inquiry.status == (Status.NEW if left == Status.NEW else Status.OPEN)
    assert at_inquiry.inquiry.closed_at is None
    assert at_inquiry.acts()[-1] == "inquiry.email_added"


def test_what_may_not_be_used_stays_closed(at_inquiry: AtInquiry) -> None:
    inquiry = at_inquiry.inquiry
    inquiry.status, inquiry.closed_at = Status.CLOSED, inquiry.received_at
    inquiry.restricted_at = inquiry.received_at
    inquiry.save()
    at_inquiry.post("mail", text=letter("ありがとうございました。"))
    inquiry.refresh_from_db()
    assert (inquiry.status, Message.objects.count()) == (Status.CLOSED, 1)


def test_suspected_spam_accepts_no_mail(at_inquiry: AtInquiry) -> None:
    at_inquiry.inquiry.status = Status.SPAM
    at_inquiry.inquiry.save()
    page = texts(at_inquiry.post("mail", text=letter("まだ届きません。")))
    assert "先に状態を変更してください" in page
    assert not Message.objects.exists()


def test_another_sender_is_pointed_out_without_naming_the_address(at_inquiry: AtInquiry) -> None:
    page = texts(at_inquiry.post("mail", text=letter("こんにちは", sender="x@example.org")))
    warning = next(line for line in page.splitlines() if "異なるアドレス" in line)
    assert "example.org" not in warning
    assert WRITTEN["mail"] not in warning


def test_a_double_click_keeps_one_mail(at_inquiry: AtInquiry) -> None:
    key = str(uuid4())
    for _click in range(2):
        at_inquiry.post("mail", text=letter("まだ届きません。"), key=key, version=0, duplicate_confirmed="on")
    assert Message.objects.count() == 1


def test_the_original_is_downloaded_byte_for_byte_and_that_is_recorded(at_inquiry: AtInquiry) -> None:
    at_inquiry.post("mail", file=SimpleUploadedFile("a.eml", JIS))
    response = at_inquiry.post(f"original/{Message.objects.get().pk}")
    assert response.getvalue() == JIS
    assert f"mail-{at_inquiry.inquiry.reference}-20261127.eml" in response.headers["Content-Disposition"]
    assert at_inquiry.acts()[-1] == "inquiry.original_downloaded"
