"""The worker carries out what nobody has objected to: after the day, once; what must stay goes to the desk."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from cluster_cms.backups.copying import make_copy
from cluster_cms.backups.restoring import restore_copy
from cluster_cms.erasures.erasing import Erasure
from cluster_cms.mail.outbox import MailState, OutboxMail, resend_mails
from cluster_cms.mail.sending import send_due_mails
from cluster_cms.privacy.personal_data import Person
from cluster_cms.security.audit import AuditEntry
from contact.inquiries.handling import assign, hold_inquiry
from contact.inquiries.messages import EmailRecord, attach_email
from contact.models import DataSubjectRequest, DeskReason, Inquiry
from contact.pages import ContactPage
from contact.privacy import carrying_out
from contact.privacy.carrying_out import handle, handle_pending_requests
from contact.privacy.magic_links import delete_closed_links
from contact.privacy.pending_requests import object_by_link
from contact.text import answers
from contact.text.links import objection_token
from tests.cluster_cms.backups.conftest import Place, empty_place
from tests.contact.privacy.pending import ask_as, ask_deletion, ask_stop, pending, work
from tests.contact.privacy.person import Writer
from tests.contact.visit import WRITTEN, received, texts
from tests.infrastructure.cast import Clock
from tests.infrastructure.decrypted_dump import places_of

__all__ = ["empty_place"]  # pytest finds the fixture here


@pytest.fixture
def asked(writer: Writer, inquiry: Inquiry, hour: Clock) -> DataSubjectRequest:
    """A request for deletion whose mail has left."""
    ask_deletion(writer)
    work(writer)
    return pending()


def is_there(inquiry: Inquiry) -> bool:
    return Inquiry.objects.filter(pk=inquiry.pk).exists()


def test_not_a_minute_before_and_once_after(
    asked: DataSubjectRequest, writer: Writer, inquiry: Inquiry, hour: Clock
) -> None:
    work(writer, hour, hours=23, minutes=59)
    assert is_there(inquiry)
    told = [work(writer, hour, minutes=1), work(writer), work(writer, hour, days=1)][-1]
    assert not is_there(inquiry)
    assert sum("ご請求のとおり" in text for text in told) == 1
    assert [erasure.cause for erasure in Erasure.objects.filter(kind="inquiry")] == ["person"]


def test_afterwards_no_trace_of_the_person_is_left(asked: DataSubjectRequest, writer: Writer, hour: Clock) -> None:
    work(writer, hour, hours=25)
    handle_pending_requests()
    delete_closed_links()
    assert places_of(WRITTEN["mail"]) == places_of(WRITTEN["name"]) == set()
    asked.refresh_from_db()
    assert (asked.address, asked.email_hmac, bool(asked.answered_at)) == (None, "", True)


def test_a_stop_closes_and_keeps(writer: Writer, inquiry: Inquiry, hour: Clock) -> None:
    ask_stop(writer)
    work(writer)
    inquiry.refresh_from_db()
    assert inquiry.restricted_at is None
    work(writer, hour, hours=24)
    inquiry.refresh_from_db()
    assert (bool(inquiry.restricted_at), inquiry.status) == (True, "closed")
    assert pending().answered_at


def test_a_crash_in_between_leaves_all_or_nothing(
    asked: DataSubjectRequest, inquiry: Inquiry, hour: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    hour.forward(hours=24)
    with monkeypatch.context() as broken:
        broken.setattr(carrying_out, "record_outcome", dies)
        with pytest.raises(RuntimeError):
            handle_pending_requests()
    assert (is_there(inquiry), pending().answered_at) == (True, None)
    handle_pending_requests()
    handle(asked.pk)  # of a worker that was slower
    assert not is_there(inquiry)
    assert OutboxMail.objects.filter(kind="request.answered").count() == 1
    assert AuditEntry.objects.filter(action="request.answered").count() == 1


def dies(*_args: Any, **_options: Any) -> None:
    raise RuntimeError


def test_a_hold_keeps_it_and_says_so(
    asked: DataSubjectRequest, writer: Writer, inquiry: Inquiry, privacy_officer: Any, hour: Clock
) -> None:
    hold_inquiry(inquiry=inquiry, actor=privacy_officer, reason="訴訟のため")
    told = work(writer, hour, hours=24)
    assert (is_there(inquiry), pending().desk_reason) == (True, DeskReason.HELD)
    assert ("保全しておく必要" in told[-1], "訴訟" in told[-1]) == (True, False)
    assert OutboxMail.objects.filter(kind="request.desk").exists()


def test_a_mail_of_the_writer_meanwhile_is_not_lost(
    asked: DataSubjectRequest, writer: Writer, inquiry: Inquiry, desk: Any, contact_page: ContactPage, hour: Clock
) -> None:
    hour.forward(hours=2)
    mail = EmailRecord(
        text="追伸です。",
        sender="",
        subject="",
        at=timezone.now(),
        message_id="",
        attachments=(),
        original=b"-",
        is_source=False,
    )
    attach_email(inquiry=inquiry, key=uuid4(), mail=mail, version=0, actor=desk)
    work(writer, hour, hours=24)
    assert (is_there(inquiry), pending().desk_reason) == (True, DeskReason.CONTINUED)


def test_an_addition_of_the_writer_keeps_that_inquiry_alone(
    writer: Writer, inquiry: Inquiry, contact_page: ContactPage, hour: Clock
) -> None:
    other = received(contact_page, message="二通目です。")
    ask_deletion(writer)
    work(writer)
    writer.act("reference", reference=inquiry.reference)
    writer.act("correct-now", about=inquiry.reference, name=WRITTEN["name"], addition="追記です。")
    work(writer, hour, hours=24)
    assert (is_there(inquiry), is_there(other)) == (True, False)
    assert pending().desk_reason == DeskReason.CONTINUED


def test_work_of_the_desk_alone_keeps_nothing(
    asked: DataSubjectRequest, writer: Writer, inquiry: Inquiry, desk: Any, hour: Clock
) -> None:
    assign(inquiry=inquiry, assignee=desk, version=0, actor=desk)
    work(writer, hour, hours=24)
    assert not is_there(inquiry)


def test_the_day_begins_when_the_mail_left_and_not_before(writer: Writer, inquiry: Inquiry, hour: Clock) -> None:
    ask_deletion(writer)
    for _day in range(3):
        hour.forward(days=1)
        handle_pending_requests()  # no mail is sent
    assert (is_there(inquiry), pending().objections_until) == (True, None)
    work(writer)
    work(writer, hour, hours=23)
    assert is_there(inquiry)
    work(writer, hour, hours=1)
    assert not is_there(inquiry)


def test_a_mail_that_cannot_be_delivered_lets_the_desk_decide(
    writer: Writer, inquiry: Inquiry, desk: Any, hour: Clock, mailoutbox: list[Any]
) -> None:
    ask_deletion(writer)
    mail = OutboxMail.objects.filter(kind="request.pending")
    mail.update(state=MailState.DEAD_LETTERED)
    for _minute in range(3):
        work(writer, hour, hours=30)
    assert (is_there(inquiry), pending().desk_reason) == (True, DeskReason.UNDELIVERED)
    assert sum(pending().reference in letter.subject for letter in mailoutbox) == 1, "the desk is told once"
    resend_mails(ids=[mail.get().pk], actor=desk)
    work(writer)
    assert (pending().desk_reason, bool(pending().objections_until)) == ("", True)
    work(writer, hour, hours=24)
    assert not is_there(inquiry)


def test_what_was_deleted_meanwhile_with_its_reference_ends_the_request(
    asked: DataSubjectRequest, writer: Writer, inquiry: Inquiry, hour: Clock
) -> None:
    writer.act("reference", reference=inquiry.reference)
    writer.act("delete-now", sure="on", also_open="on")
    asked.refresh_from_db()
    assert (bool(asked.answered_at), asked.address) == (True, None)
    assert not any("ご請求のとおり" in text for text in work(writer, hour, hours=25))


def test_an_objection_survives_the_restore_of_an_older_backup(
    committed_db: None, empty_place: Place, tmp_path: Any, clock: Clock
) -> None:
    inquiry = Inquiry.objects.open().not_on_hold().exclude(email_hmac="").order_by("received_at")[0]
    person = Person(answers.text_of(inquiry.answers, "mail"))
    request = ask_as(person)
    assert request
    send_due_mails()
    handle_pending_requests()
    make_copy(tmp_path / "copy")
    object_by_link(token=objection_token(request.pk))
    with empty_place():
        restore_copy(tmp_path / "copy", erasures=False)
        assert pending().is_objectionable, "the copy is older"
    with empty_place():
        restore_copy(tmp_path / "copy")
        assert pending().desk_reason == DeskReason.RESTORED
        clock.forward(days=2)
        handle_pending_requests()
        assert is_there(inquiry)


def test_the_front_page_of_the_desk_counts_what_is_to_be_decided(
    asked: DataSubjectRequest, desk: Any, signed_in: Callable[[Any], Any]
) -> None:
    assert "判断が必要な個人情報の請求" not in texts(signed_in(desk).get("/admin/"))
    object_by_link(token=objection_token(asked.pk, asked.objection_hash or ""))
    assert "判断が必要な個人情報の請求1件" in texts(signed_in(desk).get("/admin/"))
