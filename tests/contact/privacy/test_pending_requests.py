"""Who lost the reference of an open inquiry asks for its deletion or stop: one request, one mail, nothing at once."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.privacy.personal_data import Person
from cluster_cms.security.audit import AuditEntry
from contact.inquiries.handling import change_status, hold_inquiry
from contact.models import DataSubjectRequest, Inquiry, RequestType, Status
from contact.pages import ContactPage
from contact.text import answers
from tests.contact.privacy.pending import LINK, LOST, ask_as, ask_deletion, ask_stop, pending, work
from tests.contact.privacy.person import Writer
from tests.contact.visit import WRITTEN, received, texts
from tests.infrastructure.cast import Clock


def test_nothing_happens_at_once_and_the_page_says_until_when(writer: Writer, inquiry: Inquiry, hour: Clock) -> None:
    page = texts(ask_deletion(writer))
    assert ("送り終えた時から" in page, 'value="object"' in page) == (True, True)
    work(writer)
    assert writer.sees(writer.act("see"), "2026年12月2日 12:00（日本時間）までに異議がなければ", "異議を申し出る") == []
    assert Inquiry.objects.filter(pk=inquiry.pk).exists()
    assert not DataSubjectRequest.objects.filter(request_type=RequestType.DELETE, objection_hash=None).exists()


def test_one_mail_tells_the_mailbox_without_a_word_of_the_inquiry(
    writer: Writer, inquiry: Inquiry, hour: Clock
) -> None:
    ask_deletion(writer)
    [mail] = [text for text in work(writer) if LINK.search(text)]
    assert "2026-12-02 12:00（日本時間）まで" in mail
    secret = (inquiry.reference, WRITTEN["name"], WRITTEN["company"], WRITTEN["message"], WRITTEN["phone"])
    assert not [word for word in secret if word in mail]
    assert not [word for word in secret if word in writer.mails()[-1].subject]


def test_the_mail_speaks_the_language_of_the_inquiry(
    writer_of: Callable[..., Writer], english_page: ContactPage
) -> None:
    received(english_page)
    writer = writer_of()  # who has asked on the Japanese page
    ask_deletion(writer)
    [mail] = [text for text in work(writer) if LINK.search(text)]
    assert "Mailboxes are often shared." in mail
    assert "/en/your-data/object/" in mail


def test_several_inquiries_of_a_mailbox_make_one_mail_and_one_list(
    writer: Writer, inquiry: Inquiry, contact_page: ContactPage, clock: Clock
) -> None:
    clock.forward(days=1)
    later = received(contact_page, message="二通目です。")
    page = texts(ask_deletion(writer))
    assert sorted(pending().references) == sorted([inquiry.reference, later.reference])
    assert OutboxMail.objects.filter(kind="request.pending").count() == 1
    assert not [one for one in (inquiry.reference, later.reference) if one in page], "a reference is a secret here"


def test_a_second_request_adds_nothing_while_the_first_is_pending(
    writer: Writer, inquiry: Inquiry, contact_page: ContactPage
) -> None:
    ask_deletion(writer)
    ask_deletion(writer)
    assert DataSubjectRequest.objects.pending().count() == 1
    assert 'name="without_references"' not in texts(writer.act("delete"))
    later = received(contact_page, message="二通目です。")
    ask_deletion(writer)
    assert pending().references == [later.reference], "only what no request names yet"


def test_deletion_and_stop_are_two_requests(writer: Writer, inquiry: Inquiry) -> None:
    ask_deletion(writer)
    assert "利用の停止" in texts(ask_stop(writer))
    assert sorted(DataSubjectRequest.objects.pending().values_list("request_type", flat=True)) == ["delete", "stop"]


def test_of_two_who_ask_at_once_one_request_is_made(committed_db: None) -> None:
    inquiry = Inquiry.objects.open().not_on_hold().exclude(email_hmac="").order_by("received_at").first()
    assert inquiry
    person = Person(answers.text_of(inquiry.answers, "mail"))

    def ask(_number: int) -> None:
        try:
            ask_as(person)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(ask, range(4)))
    assert DataSubjectRequest.objects.pending().count() == 1


def test_what_has_its_reference_or_is_closed_goes_at_once(
    writer: Writer, inquiry: Inquiry, contact_page: ContactPage, desk: Any
) -> None:
    closed, named = (received(contact_page, message=text) for text in ("二通目です。", "三通目です。"))
    change_status(inquiry=closed, to=Status.CLOSED, version=0, actor=desk)
    writer.open()
    writer.act("reference", reference=named.reference)
    writer.act("delete-now", **LOST, also_open="on")
    assert list(Inquiry.objects.filter(email_hmac=inquiry.email_hmac)) == [inquiry]
    assert pending().references == [inquiry.reference]
    assert "削除しました" in writer.mails()[-1].body or "削除しました" in writer.mails()[-2].body


def test_what_is_on_hold_is_not_asked_for_but_explained(writer: Writer, inquiry: Inquiry, privacy_officer: Any) -> None:
    hold_inquiry(inquiry=inquiry, actor=privacy_officer, reason="訴訟のため")
    assert "訴訟のため" in texts(ask_deletion(writer))
    assert not DataSubjectRequest.objects.pending().exists()
    assert "削除しました" not in writer.mails()[-1].body


def test_without_the_tick_nothing_is_asked_for(writer: Writer, inquiry: Inquiry) -> None:
    writer.open()
    for act, data in (("delete-now", {"sure": "on", "also_open": "on"}), ("stop-now", {})):
        assert "受付番号" in texts(writer.act(act, **data))
    assert not DataSubjectRequest.objects.pending().exists()


def test_the_legal_deadlines_count_from_the_request(writer: Writer, inquiry: Inquiry, hour: Clock) -> None:
    ask_deletion(writer)
    request = pending()
    work(writer, hour, hours=5)
    request.refresh_from_db()
    assert request.deadline == request.received_at.date() + timedelta(days=14)
    assert request.objections_until == request.received_at + timedelta(hours=29), "the day begins when the mail leaves"


def test_page_and_file_disclose_it_and_the_chain_names_no_person(writer: Writer, inquiry: Inquiry) -> None:
    ask_deletion(writer)
    [disclosed] = writer.copy()["requests"]
    assert (disclosed["request_type"], bool(disclosed["progress"])) == ("削除", True)
    asked = {"request_type": "delete", "request": pending().reference}
    entries = AuditEntry.objects.filter(action__in=("inquiry.end_requested", "request.received")).order_by("position")
    assert [json.loads(entry.data) for entry in entries] == [asked | {"count": 1}, asked]
    assert [entry.subject for entry in entries] == [pending().reference, inquiry.reference]


def test_the_desk_sees_it_on_the_inquiry_in_its_list_and_in_the_register(
    writer: Writer, inquiry: Inquiry, desk: Any, signed_in: Callable[[Any], Client]
) -> None:
    ask_deletion(writer)
    work(writer)
    at_desk, request = signed_in(desk), pending()
    assert "請求：削除" in texts(at_desk.get("/admin/inquiries/"))
    page = texts(at_desk.get(f"/admin/inquiries/{inquiry.reference}/"))
    assert ("受付番号なしの請求：削除" in page, f"/admin/requests/{request.reference}/" in page) == (True, True)
    assert request.progress in texts(at_desk.get("/admin/requests/"))
    assert request.progress in texts(at_desk.get(f"/admin/requests/{request.reference}/"))


def test_an_address_given_to_somebody_else_keeps_its_inquiry(writer: Writer, inquiry: Inquiry, hour: Clock) -> None:
    ask_deletion(writer)
    work(writer)
    Inquiry.objects.filter(pk=inquiry.pk).update(email_hmac="f" * 64)
    work(writer, hour, hours=25)
    assert Inquiry.objects.filter(pk=inquiry.pk).exists()
    assert pending().answered_at
    assert "ご請求のとおり" not in writer.mails()[-1].body


@pytest.fixture
def english_page(database: None) -> ContactPage:
    return ContactPage.objects.live().get(locale__language_code="en")
