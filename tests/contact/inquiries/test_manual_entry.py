"""An inquiry by telephone, fax, letter, email or at the counter is recorded once, with an email address or without."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail as sent
from django.test import Client

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.sending import send_due_mails
from cluster_cms.privacy.models import Purpose
from cluster_cms.security.audit import AuditEntry
from contact.mails.acknowledgements import MANUAL_ACKNOWLEDGEMENT
from contact.models import Inquiry, NoticeMethod, Source, Status
from contact.retention.erasure import erase_inquiry
from contact.search.searching import search_inquiries
from contact.text import answers
from policy.models.revisions import PolicyRevision
from tests.contact.visit import WRITTEN, texts
from tests.infrastructure.cast import TOKYO, Clock

FORM = "/admin/inquiries/new/"
ENTRY: dict[str, Any] = {
    "source": "phone",
    "language": "ja",
    "subject": "products",
    "company": "例示電機株式会社",
    "name": "山田 太郎",
    "message": "CX-210の試料がほしい。\n折り返しは午後に。",
    "notice_method": "spoken",
}
Record = Callable[..., Any]


@pytest.fixture
def record(desk: Any, signed_in: Callable[[Any], Client], clock: Clock) -> Record:
    """Sends the form, filled in except for the given changes."""
    client, received = signed_in(desk), clock.forward().astimezone(TOKYO).replace(second=0, microsecond=0)
    usual = {"received": f"{received:%Y-%m-%dT%H:%M}", "purposes": [Purpose.objects.in_use()[0].pk]}

    def send(**changes: Any) -> Any:
        return client.post(FORM, {"key": str(uuid4())} | usual | ENTRY | changes, follow=True)

    return send


def newest() -> Inquiry:
    return Inquiry.objects.exclude(source=Source.WEB).get()


@pytest.mark.parametrize("source", [one for one in Source if one != Source.WEB])
def test_it_becomes_an_inquiry_with_its_source(record: Record, desk: Any, source: Source, clock: Clock) -> None:
    page = texts(record(source=source.value))
    inquiry = newest()
    assert (inquiry.source, inquiry.status, inquiry.language) == (source, Status.NEW, "ja")
    assert inquiry.received_at <= clock.forward()
    assert answers.text_of(inquiry.answers, "message") == ENTRY["message"]
    assert [answer["key"] for answer in inquiry.answers] == ["subject", "company", "name", "mail", "phone", "message"]
    assert inquiry.get_source_display() in page
    entry = AuditEntry.objects.get(subject=inquiry.reference, action="inquiry.received")
    assert (entry.actor_id, "山田" in entry.data, source.value in entry.data) == (desk.pk, False, True)


def test_purpose_and_notice_method_are_kept(record: Record) -> None:
    page = texts(record(notice_method="published"))
    inquiry, purpose = newest(), Purpose.objects.in_use()[0]
    assert (inquiry.purpose, inquiry.purpose_notice_method) == (purpose.text("ja"), NoticeMethod.PUBLISHED)
    assert list(inquiry.purposes_collected_for.values_list("purpose", flat=True)) == [purpose.pk]
    assert "あらかじめ公表済み" in page


def test_labels_and_purpose_are_in_the_language_of_the_person(record: Record) -> None:
    record(language="en")
    inquiry = newest()
    assert "Company or organisation" in [answer["label"] for answer in inquiry.answers]
    assert inquiry.purpose == Purpose.objects.in_use()[0].text("en")


def test_without_an_address_nobody_is_written_to_and_nothing_is_matched(record: Record) -> None:
    record()
    record(message="別の人の別の話")
    for inquiry in Inquiry.objects.exclude(source=Source.WEB):
        assert inquiry.email_hmac == ""
        assert not Inquiry.objects.of_same_address(inquiry).exists()
    assert not OutboxMail.objects.filter(kind=MANUAL_ACKNOWLEDGEMENT).exists()
    page = texts(record(message="三人目"))
    assert 'id="reply-body"' not in page
    assert 'id="elsewhere-body"' in page


def test_with_an_address_it_is_found_beside_what_came_by_the_form(record: Record, inquiry: Inquiry) -> None:
    page = texts(record(mail="ＴＡＲＯ.yamada@example.com"))
    assert inquiry.reference in page.partition('id="other-inquiries-section"')[2]


def test_what_was_typed_is_found_by_a_search(record: Record, desk: Any) -> None:
    record()
    search = search_inquiries(words="折リ返シハ 午後ニ", inquiries=Inquiry.objects.all(), actor=desk)
    assert search.references == [newest().reference]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_acknowledgement_is_sent_when_it_is_ticked(record: Record, language: str) -> None:
    record(mail=WRITTEN["mail"], acknowledge="on", language=language)
    sent.outbox.clear()
    send_due_mails()
    message = next(message for message in sent.outbox if message.to == [WRITTEN["mail"]])
    assert newest().reference in message.subject
    assert newest().purpose in message.body
    assert ("お問い合わせ" in message.subject) == (language == "ja")
    for word in ("CX-210", "山田", "例示", "{"):
        assert word not in f"{message.subject}\n{message.body}"


def test_no_mail_goes_unasked(record: Record) -> None:
    record(mail=WRITTEN["mail"])
    assert not OutboxMail.objects.filter(kind=MANUAL_ACKNOWLEDGEMENT).exists()


def test_a_double_click_saves_once(record: Record) -> None:
    key = str(uuid4())
    for _click in range(2):
        assert newest_shown(record(key=key)) == newest().reference


def newest_shown(response: Any) -> str:
    return str(response.redirect_chain[-1][0].split("/")[-2])


def test_what_was_erased_does_not_come_back_by_a_resend(record: Record, desk: Any) -> None:
    key = str(uuid4())
    record(key=key)
    erase_inquiry(inquiry=newest(), actor=desk)
    page = texts(record(key=key))
    assert "すでに保存され、その後に削除されています" in page
    assert "折り返しは午後に。</textarea>" in page
    assert not Inquiry.objects.exclude(source=Source.WEB).exists()


WRONG = [
    {"message": ""},
    {"source": "web"},
    {"source": "x"},
    {"language": "fr"},
    {"subject": ""},
    {"notice_method": "form"},
    {"purposes": []},
    {"purposes": ["999999", "x"]},
    {"received": ""},
    {"received": "2131-01-01T00:00"},
    {"mail": "nobody"},
    {"acknowledge": "on"},
    {"phone": "1"},
    {"name": "長" * 101},
]


@pytest.mark.parametrize("wrong", WRONG)
def test_an_invalid_entry_is_refused_and_kept_in_the_form(record: Record, wrong: dict[str, Any]) -> None:
    response = record(**wrong)
    page = texts(response)
    assert response.status_code == 200
    assert "保存していません" in page
    assert "error-message" in page
    assert ("折り返しは午後に。</textarea>" in page) == ("message" not in wrong)
    assert not Inquiry.objects.exclude(source=Source.WEB).exists()


def test_without_a_policy_in_force_the_entry_is_refused(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contact.inquiries.manual_entry.policy_in_force", lambda at=None: None)
    page = texts(record())
    assert "プライバシーポリシーがありません" in page
    assert "折り返しは午後に。</textarea>" in page


def test_it_binds_to_the_policy_of_the_day_on_which_it_came(record: Record) -> None:
    record()
    assert newest().policy_revision == PolicyRevision.objects.effective(newest().received_at).newest_first().first()


def test_the_inbox_leads_to_the_form_those_who_work_there(desk: Any, signed_in: Callable[[Any], Client]) -> None:
    client = signed_in(desk)
    assert FORM in texts(client.get("/admin/inquiries/"))
    page = texts(client.get(FORM))
    assert "checked" in page.partition('name="purposes"')[2].partition(">")[0]


@pytest.mark.parametrize("language, label", [("ja", "製品"), ("en", "Product")])
def test_an_inquiry_by_telephone_names_its_products(record: Record, language: str, label: str) -> None:
    page = texts(record(language=language, about=["pulsedrop-1", "cx-210"]))
    inquiry = newest()
    assert sorted(inquiry.topics.values_list("key", flat=True)) == ["cx-210", "pulsedrop-1"]
    assert (inquiry.answers[0]["label"], "PulseDrop 1" in inquiry.answers[0]["value"][0]) == (label, True)
    assert "PulseDrop 1" in page


def test_a_product_that_does_not_exist_is_refused_at_the_field(record: Record) -> None:
    page = texts(record(about=["cx-no"], name="山田 太郎"))
    assert not Inquiry.objects.exclude(source=Source.WEB).exists()
    assert "この製品は、いまは一覧にありません。" in page
    assert "山田 太郎" in page
