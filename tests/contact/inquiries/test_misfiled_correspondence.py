"""What was kept with the wrong inquiry is moved or removed: with reason and entry, and no trace where it was."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.utils.http import urlencode

from cluster_cms.erasures.erasing import Erasure, erasables
from cluster_cms.security.audit import AuditEntry
from cluster_cms.text.folding import searchable
from contact.admin.email_form import EmailForm
from contact.inquiries.handling import StaleVersion, change_status, hold_inquiry
from contact.inquiries.messages import CorrespondenceErased, attach_email, write_note
from contact.inquiries.misfiled import (
    RestrictedInquiry,
    SameInquiry,
    SentFromHere,
    move_correspondence,
    remove_correspondence,
)
from contact.models import ErasureReason, Inquiry, Message, MoveReason, Note, Status
from contact.retention.erasure import OnHold
from contact.search.searching import search_inquiries
from tests.contact.conftest import AtInquiry
from tests.contact.visit import WRITTEN, letter, texts
from tests.infrastructure.decrypted_dump import places_of

WORDS = "みつごろうの件"


@pytest.fixture
def other(inquiry: Inquiry) -> Inquiry:
    return Inquiry.objects.exclude(pk=inquiry.pk).filter(status=Status.NEW).latest_first()[0]


def paste(inquiry: Inquiry, actor: Any, text: str = WORDS) -> Message:
    inquiry.refresh_from_db()
    shown = {"key": str(uuid4()), "version": str(inquiry.version), "text": letter(text)}
    form = EmailForm(QueryDict(urlencode(shown)), inquiry=inquiry)
    assert form.is_valid(), form.errors
    key, version = form.cleaned_data["key"], form.cleaned_data["version"]
    return attach_email(inquiry=inquiry, key=key, mail=form.record(), version=version, actor=actor)


def move(inquiry: Inquiry, record: Message | Note, to: Inquiry, actor: Any) -> None:
    inquiry.refresh_from_db()
    move_correspondence(
        inquiry=inquiry, key=record.pk, to=to, reason=MoveReason.WRONG, version=inquiry.version, actor=actor
    )


def remove(inquiry: Inquiry, record: Message | Note, actor: Any) -> None:
    inquiry.refresh_from_db()
    reason = ErasureReason.MISTAKE
    remove_correspondence(inquiry=inquiry, key=record.pk, reason=reason, version=inquiry.version, actor=actor)


def note(inquiry: Inquiry, actor: Any) -> Note:
    inquiry.refresh_from_db()
    key = uuid4()
    return write_note(inquiry=inquiry, key=key, text=WORDS, disclosable=False, version=inquiry.version, actor=actor)


def found(actor: Any) -> list[str]:
    return search_inquiries(words=WORDS, inquiries=Inquiry.objects.all(), actor=actor).references


def acts(inquiry: Inquiry) -> list[str]:
    return list(
        AuditEntry.objects.filter(subject=inquiry.reference).order_by("position").values_list("action", flat=True)
    )


@pytest.mark.parametrize("keep", [paste, note])
def test_it_is_found_at_the_new_place_alone_and_both_histories_say_so(
    keep: Any, inquiry: Inquiry, other: Inquiry, desk: Any
) -> None:
    record = keep(inquiry, desk)
    move(inquiry, record, other, desk)
    assert found(desk) == [other.reference]
    assert acts(inquiry)[-1] == "inquiry.correspondence_moved_out"
    assert acts(other)[-1] == "inquiry.correspondence_moved_in"
    entries = AuditEntry.objects.filter(action__startswith="inquiry.correspondence")
    assert not any(WORDS in entry.data or WRITTEN["mail"] in entry.data for entry in entries)


def test_an_inquiry_that_the_mail_had_reopened_is_as_it_was_before(inquiry: Inquiry, other: Inquiry, desk: Any) -> None:
    change_status(inquiry=inquiry, to=Status.CLOSED, version=0, actor=desk)
    inquiry.refresh_from_db()
    before = (inquiry.status, inquiry.closed_at, inquiry.due_from, inquiry.due_on)
    Inquiry.objects.filter(pk=inquiry.pk).update(erasure_on=date(2027, 1, 15))  # announced to the writer
    record = paste(inquiry, desk)
    inquiry.refresh_from_db()
    assert inquiry.status == Status.OPEN
    move(inquiry, record, other, desk)
    inquiry.refresh_from_db()
    assert (inquiry.status, inquiry.closed_at, inquiry.due_from, inquiry.due_on) == before
    assert inquiry.erasure_on is None, "the day is announced anew: it may have passed meanwhile"


def test_what_somebody_has_touched_since_keeps_its_status(inquiry: Inquiry, desk: Any) -> None:
    change_status(inquiry=inquiry, to=Status.CLOSED, version=0, actor=desk)
    record = paste(inquiry, desk)
    note(inquiry, desk)
    remove(inquiry, record, desk)
    inquiry.refresh_from_db()
    assert inquiry.status == Status.OPEN


def test_the_inquiry_that_gets_a_mail_is_unread_and_at_work(inquiry: Inquiry, other: Inquiry, desk: Any) -> None:
    change_status(inquiry=other, to=Status.CLOSED, version=other.version, actor=desk)
    Inquiry.objects.filter(pk=other.pk).update(read_at=other.received_at)
    move(inquiry, paste(inquiry, desk), other, desk)
    other.refresh_from_db()
    assert (other.status, other.read_at) == (Status.OPEN, None)


@pytest.mark.parametrize("keep", [paste, note])
def test_what_is_removed_leaves_no_trace_and_does_not_come_back(keep: Any, inquiry: Inquiry, desk: Any) -> None:
    record = keep(inquiry, desk)
    kind = "message" if isinstance(record, Message) else "note"
    remove(inquiry, record, desk)
    assert places_of(WORDS) | places_of(searchable(WORDS)) == set()
    assert (Erasure.objects.get().kind, Erasure.objects.get().record) == (kind, record.pk)
    assert acts(inquiry)[-1] == "inquiry.correspondence_removed"
    inquiry.refresh_from_db()
    if kind == "note":
        with pytest.raises(CorrespondenceErased):
            write_note(inquiry=inquiry, key=record.pk, text="x", disclosable=False, version=0, actor=desk)


@pytest.mark.parametrize("keep", [paste, note])
def test_after_a_restore_it_is_erased_again(keep: Any, inquiry: Inquiry, desk: Any) -> None:
    record = keep(inquiry, desk)
    kind = erasables()["message" if isinstance(record, Message) else "note"]
    assert kind.exists(record.pk)
    kind.erase(record.pk)
    kind.erase(record.pk)
    assert not kind.exists(record.pk)
    assert places_of(WORDS) | places_of(searchable(WORDS)) == set()


def test_an_inquiry_on_hold_or_of_stopped_use_lets_nothing_go(inquiry: Inquiry, other: Inquiry, desk: Any) -> None:
    record = paste(inquiry, desk)
    hold_inquiry(inquiry=inquiry, actor=desk, reason="a claim")
    for attempt in (lambda: move(inquiry, record, other, desk), lambda: remove(inquiry, record, desk)):
        with pytest.raises(OnHold, match="a claim"):
            attempt()
    Inquiry.objects.update(held_at=None, restricted_at=inquiry.received_at)
    with pytest.raises(RestrictedInquiry):
        move(inquiry, record, other, desk)
    assert Message.objects.get().inquiry_id == inquiry.pk


def test_stale_versions_and_missing_targets_are_refused(inquiry: Inquiry, other: Inquiry, desk: Any) -> None:
    record = paste(inquiry, desk)
    with pytest.raises(StaleVersion):
        remove_correspondence(inquiry=inquiry, key=record.pk, reason=ErasureReason.MISTAKE, version=0, actor=desk)
    with pytest.raises(SameInquiry):
        move(inquiry, record, inquiry, desk)
    with pytest.raises(Inquiry.DoesNotExist):
        move(inquiry, record, Inquiry(), desk)


def test_a_sent_reply_stays_where_it_is(at_inquiry: AtInquiry, other: Inquiry, desk: Any) -> None:
    at_inquiry.post("reply", subject="x", body="y", then="answered")
    sent = Message.objects.get()
    with pytest.raises(SentFromHere):
        move(at_inquiry.inquiry, sent, other, desk)
    page = texts(at_inquiry.post(f"remove/{sent.pk}", reason="mistake"))
    assert "事実の記録" in page
    assert f"/move/{sent.pk}/" not in texts(at_inquiry.client.get(at_inquiry.address))


def test_the_clerk_moves_by_reference_and_removes_with_a_reason(
    at_inquiry: AtInquiry, other: Inquiry, desk: Any
) -> None:
    kept, written = paste(at_inquiry.inquiry, desk), note(at_inquiry.inquiry, desk)
    page = texts(at_inquiry.client.get(at_inquiry.address))
    assert f"/move/{kept.pk}/" in page
    assert f"/remove/{written.pk}/" in page
    assert "受付番号" in texts(at_inquiry.post(f"move/{kept.pk}", to="2222-2222", reason="wrong"))
    at_inquiry.post(f"move/{kept.pk}", to=other.reference.lower().replace("-", " "), reason="wrong")
    assert Message.objects.get().inquiry_id == other.pk
    assert "理由" in texts(at_inquiry.post(f"remove/{written.pk}", reason=""))
    at_inquiry.post(f"remove/{written.pk}", reason="mistake")
    assert not Note.objects.exists()
    assert at_inquiry.client.get(f"{at_inquiry.address}move/{kept.pk}/").status_code == 404
