"""The desk puts a wrong email address right: all goes to the new one; the old one is told nothing, opens nothing."""

from typing import Any

import pytest
from django.core import mail as sent

from cluster_cms.mail.outbox import MailState, OutboxMail
from cluster_cms.mail.sending import send_due_mails
from cluster_cms.security.audit import AuditEntry
from contact.mails.acknowledgements import ACKNOWLEDGEMENT
from contact.mails.reply_mail import REPLY
from contact.models import Consent, Inquiry, MagicLink, Message, Status, TransferredPerson
from contact.privacy.consents import ask_consent
from contact.search.searching import search_inquiries
from contact.text import answers
from contact.text.email_address import email_hmac
from tests.contact.conftest import AtInquiry
from tests.contact.privacy.person import Writer
from tests.contact.transfers.giving import LAWFUL, agree, informing
from tests.contact.visit import WRITTEN, texts
from tests.infrastructure.decrypted_dump import places_of

OLD, NEW = WRITTEN["mail"], "hanako@example.org"
RIGHT = {"mail": f"<{NEW}>、", "reference_named": "on", "confirmation": "call"}


def now(at: AtInquiry) -> Inquiry:
    return Inquiry.objects.get(pk=at.inquiry.pk)


def test_the_new_address_stands_and_the_old_one_is_gone(at_inquiry: AtInquiry) -> None:
    at_inquiry.post("address", **RIGHT)
    found = now(at_inquiry)
    assert (answers.text_of(found.answers, "mail"), found.email_hmac) == (NEW, email_hmac(NEW))
    assert found.version == 1
    assert places_of(OLD) | places_of(at_inquiry.inquiry.email_hmac) == set()
    assert places_of(NEW) == {"contact_inquiry.answers", "contact_searchtext.text"}


def test_it_is_one_entry_that_says_how_it_was_confirmed_and_no_address(at_inquiry: AtInquiry) -> None:
    before = AuditEntry.objects.count()
    page = texts(at_inquiry.post("address", **RIGHT))
    [entry] = AuditEntry.objects.filter(position__gt=before).exclude(action="inquiry.opened")
    assert (entry.action, entry.data) == ("inquiry.address_corrected", '{"reason":"call"}')
    assert "メールアドレスを訂正：電話を受け" in page


@pytest.mark.parametrize("missing", RIGHT)
def test_nothing_is_changed_before_all_is_said(missing: str, at_inquiry: AtInquiry) -> None:
    page = texts(at_inquiry.post("address", **{**RIGHT, missing: ""}))
    assert "保存していません" in page
    assert now(at_inquiry).email_hmac == email_hmac(OLD)


def test_what_a_colleague_has_changed_meanwhile_is_looked_at_first(at_inquiry: AtInquiry) -> None:
    page = texts(at_inquiry.post("address", **RIGHT, version=7))
    assert "保存していません" in page
    assert 'name="version" value="0"' in page
    assert NEW in page
    assert now(at_inquiry).email_hmac == email_hmac(OLD)


def test_the_acknowledgement_goes_to_the_new_address_and_nothing_to_the_old(at_inquiry: AtInquiry) -> None:
    send_due_mails()
    sent.outbox.clear()
    at_inquiry.post("address", **RIGHT, acknowledge="on")
    send_due_mails()
    assert [letter.to for letter in sent.outbox] == [[NEW]]
    assert at_inquiry.inquiry.reference in sent.outbox[0].body


def test_an_acknowledgement_that_still_waits_is_sent_once_and_there(at_inquiry: AtInquiry) -> None:
    at_inquiry.post("address", **RIGHT, acknowledge="on")
    assert OutboxMail.objects.filter(kind=ACKNOWLEDGEMENT).count() == 1
    send_due_mails()
    assert [OLD] not in [letter.to for letter in sent.outbox]


@pytest.mark.parametrize("state, to", [("queued", NEW), ("dead_lettered", NEW), ("sent", OLD)])
def test_replies_that_have_not_gone_out_go_to_the_new_address(state: str, to: str, at_inquiry: AtInquiry) -> None:
    at_inquiry.post("reply", subject="回答", body="回答します。", then="answered")
    OutboxMail.objects.filter(kind=REPLY).update(state=state)
    at_inquiry.post("address", **RIGHT)
    assert Message.objects.get().address == to
    at_inquiry.post("reply", subject="回答", body="続けて回答します。", then="answered")
    assert Message.objects.latest("at").address == NEW


def test_links_and_open_pages_of_the_old_address_end(at_inquiry: AtInquiry, writer: Writer) -> None:
    writer.open()
    path = writer.link()
    at_inquiry.post("address", **RIGHT)
    assert not MagicLink.objects.exists()
    assert writer.client.post(path).status_code == 410
    assert writer.act("see").status_code == 410


def test_own_data_is_found_by_the_new_address_alone(at_inquiry: AtInquiry, writer_of: Any) -> None:
    at_inquiry.post("address", **RIGHT)
    at_new, at_old = writer_of(NEW), writer_of(OLD)
    at_new.open()
    page = texts(at_new.act("reference", reference=at_inquiry.inquiry.reference))
    assert WRITTEN["message"].splitlines()[0] in page
    at_old.ask()
    assert "お預かりしている情報はありません" in at_old.mails()[-1].subject + at_old.mails()[-1].body


def test_the_desk_finds_it_by_the_new_address_alone(at_inquiry: AtInquiry, desk: Any) -> None:
    at_inquiry.post("address", **RIGHT)
    found = {
        words: search_inquiries(words=words, inquiries=Inquiry.objects.all(), actor=desk).references
        for words in (NEW, OLD)
    }
    assert found == {NEW: [at_inquiry.inquiry.reference], OLD: []}


def test_a_question_for_consent_at_the_old_address_cannot_be_answered(at_inquiry: AtInquiry, desk: Any) -> None:
    ask_consent(inquiry=at_inquiry.inquiry, purpose=informing(), actor=desk)
    send_due_mails()
    at_inquiry.post("address", **RIGHT)
    assert not Consent.objects.answerable().exists()


def test_who_received_the_data_is_told_to_the_new_address_alone(at_inquiry: AtInquiry, desk: Any) -> None:
    agree(at_inquiry.inquiry, desk, recipient="例示警察署")
    at_inquiry.post("reply", subject="照会", body="回答", then="answered", other="a@example.net", **LAWFUL["consent"])
    at_inquiry.post("address", **RIGHT)
    assert TransferredPerson.objects.get().email_hmac == email_hmac(NEW)


def test_suspected_spam_and_the_same_address_are_refused(at_inquiry: AtInquiry) -> None:
    assert "すでにこのアドレス" in texts(at_inquiry.post("address", **{**RIGHT, "mail": OLD}))
    Inquiry.objects.filter(pk=at_inquiry.inquiry.pk).update(status=Status.SPAM)
    assert "疑い" in texts(at_inquiry.post("address", **RIGHT))
    assert now(at_inquiry).email_hmac == email_hmac(OLD)


def test_after_a_stop_of_use_no_mail_goes_out(at_inquiry: AtInquiry) -> None:
    OutboxMail.objects.all().delete()
    Inquiry.objects.filter(pk=at_inquiry.inquiry.pk).update(restricted_at=at_inquiry.inquiry.received_at)
    at_inquiry.post("address", **RIGHT, acknowledge="on")
    assert now(at_inquiry).email_hmac == email_hmac(NEW)
    assert not OutboxMail.objects.filter(state=MailState.QUEUED).exists()
