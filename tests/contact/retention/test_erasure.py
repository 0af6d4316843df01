"""After erasure no table holds a trace of what was written, even for somebody with all keys."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cluster_cms.erasures.erasing import Erasure
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.security import audit
from cluster_cms.security.audit import AuditEntry
from cluster_cms.security.crypto import WrongKey
from contact.inquiries.handling import hold_inquiry, release_inquiry
from contact.models import Direction, ExportCopy, ExportRecord, Inquiry, Message, MessageChannel, Note
from contact.retention.erasure import OnHold, delete_restored_inquiry, erase_inquiries, erase_inquiry
from tests.contact.transfers.giving import TO_DESK, answering
from tests.contact.visit import Visit
from tests.infrastructure.decrypted_dump import decrypted_dump, places_of

CANARY, STREET = "Kanariya3141592", "Uguisudani-2718"
ORDER = {"form": "csv", "reason": "other", "remark": f"for {CANARY}", "columns": ["name"], "selection": "1", **TO_DESK}


@pytest.fixture
def canary(visit: Callable[..., Visit]) -> Inquiry:
    return visit().send_all(name=CANARY, mail=f"{CANARY}@example.com", message=f"{CANARY} {STREET}", company=CANARY)


def test_the_dump_reads_encrypted_columns_in_any_width_and_case(canary: Inquiry) -> None:
    for text in (CANARY, CANARY.upper(), "Ｋａｎａｒｉｙａ３１４１５９２", STREET):
        assert places_of(text) == {"contact_inquiry.answers", "contact_searchtext.text"}


def test_a_value_that_no_key_opens_fails_the_dump(canary: Inquiry, settings: Any) -> None:
    settings.INQUIRY_KEYS = {"other": b"0" * 32}
    with pytest.raises(WrongKey):
        list(decrypted_dump())


def talk_about(inquiry: Inquiry, author: Any) -> None:
    """Write a note, a reply and a mail that came back, each with the canary in every column that holds words."""
    Note.objects.create(inquiry=inquiry, text=f"{CANARY} called", author_id=author.pk)
    for direction, channel in ((Direction.OUT, MessageChannel.HERE), (Direction.IN, MessageChannel.PASTED)):
        Message.objects.create(
            inquiry=inquiry,
            direction=direction,
            channel=channel,
            subject=f"To {CANARY}",
            body=f"Dear {CANARY}",
            address=f"{CANARY}@example.com",
            language="en",
            author_id=author.pk,
        )


SAID = {f"contact_message.{column}" for column in ("subject", "body", "address")} | {"contact_note.text"}


def test_erasure_leaves_no_trace_of_what_was_written(
    canary: Inquiry, desk: Any, signed_in: Callable[[Any], Client]
) -> None:
    client = signed_in(desk)
    why = {"reason": "other", "remark": f"{CANARY} rang"}
    client.post(f"/admin/inquiries/{canary.reference}/open/", why, follow=True)
    talk_about(canary, desk)
    client.post(
        "/admin/inquiries/export/file/", ORDER | {"inquiry": canary.reference, "purpose": answering().pk}
    ).getvalue()
    hold_inquiry(inquiry=canary, actor=desk, reason=f"{CANARY} sues")
    assert SAID | {"contact_exportrecord.remark", "contact_inquiry.hold_reason", "contact_remark.text"} < places_of(
        CANARY
    )
    release_inquiry(inquiry=canary, actor=desk)
    client.post(f"/admin/inquiries/{canary.reference}/delete/", {"reason": "person"})
    for trace in (CANARY, STREET, canary.email_hmac):
        assert places_of(trace) == set()


def test_reference_and_random_id_alone_are_remembered(inquiry: Inquiry, desk: Any) -> None:
    erase_inquiry(inquiry=inquiry, actor=desk)
    assert places_of(inquiry.reference) == {"cluster_cms_auditentry.subject"}
    assert Erasure.objects.get().record == inquiry.pk
    assert places_of(str(inquiry.pk)) | places_of(inquiry.pk.hex) == {"cluster_cms_erasure.record"}


def test_many_are_erased_each_with_its_entry_and_the_gone_are_passed_over(
    inquiry: Inquiry, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("contact.retention.erasure.ERASURE_BATCH", 2)
    everything = list(Inquiry.objects.all())
    ids = [uuid4(), *(one.pk for one in everything), inquiry.pk]
    outcome = erase_inquiries(inquiries=ids, actor=desk, cause="staff")
    assert sorted(outcome.erased) == sorted(one.reference for one in everything)
    assert not Inquiry.objects.exists()
    assert AuditEntry.objects.filter(action="inquiry.erased").count() == len(everything)
    assert audit.verify() == []


def test_an_inquiry_on_hold_stays_and_the_reason_is_returned(inquiry: Inquiry, desk: Any) -> None:
    hold_inquiry(inquiry=inquiry, actor=desk, reason="a claim is pending")
    outcome = erase_inquiries(inquiries=[inquiry.pk], actor=desk, cause="staff")
    assert (outcome.erased, outcome.refused) == ([], {inquiry.reference: "a claim is pending"})
    with pytest.raises(OnHold, match="a claim is pending"):
        erase_inquiry(inquiry=inquiry, actor=desk)
    assert not Erasure.objects.exists()


def test_queued_mails_go_with_the_inquiry(inquiry: Inquiry, desk: Any) -> None:
    assert OutboxMail.objects.about(inquiry.reference).exists()
    erase_inquiry(inquiry=inquiry, actor=desk)
    assert not OutboxMail.objects.about(inquiry.reference).exists()


def test_a_missing_inquiry_raises_does_not_exist(inquiry: Inquiry, desk: Any) -> None:
    erase_inquiry(inquiry=inquiry, actor=desk)
    with pytest.raises(Inquiry.DoesNotExist):
        erase_inquiry(inquiry=inquiry, actor=desk)


def test_a_replay_after_a_restore_erases_without_an_entry(inquiry: Inquiry, desk: Any) -> None:
    talk_about(inquiry, desk)
    before = AuditEntry.objects.count()
    delete_restored_inquiry(inquiry.pk)
    delete_restored_inquiry(uuid4())
    assert not Inquiry.objects.filter(pk=inquiry.pk).exists()
    assert not Note.objects.filter(inquiry=inquiry.pk).exists()
    assert not Message.objects.filter(inquiry=inquiry.pk).exists()
    assert AuditEntry.objects.count() == before
    assert not ExportCopy.objects.exists()
    assert not ExportRecord.objects.exists()
