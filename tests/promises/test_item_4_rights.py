"""Item 4 of the policy: what is held is kept right, and shown, corrected, stopped and deleted at the person's wish.

At once, by a link that is mailed to the address, without staff; nobody else learns whether anything is held.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps

from cluster_cms.mail.sending import send_due_mails
from cluster_cms.privacy.personal_data import personal_models
from cluster_cms.security.crypto import EncryptedField
from contact.inquiries.handling import hold_inquiry
from contact.models import Inquiry, MagicLink
from contact.privacy.magic_links import delete_closed_links
from tests.contact.privacy.conftest import others_inquiry, writer, writer_of
from tests.contact.privacy.person import Writer
from tests.contact.transfers.giving import TO_DESK, answering
from tests.contact.visit import WRITTEN, texts
from tests.infrastructure.cast import Clock
from tests.infrastructure.decrypted_dump import decrypted_dump, places_of

__all__ = ["others_inquiry", "writer", "writer_of"]  # the fixtures of the people, from the room of their tests

PRIVACY = "contact/privacy/"
MUTATIONS = (
    (
        f"{PRIVACY}magic_links.py",
        "    if limit_reached_for(address_hmac):\n        return\n",
        "",
    ),
    (f"{PRIVACY}magic_links.py", "used_at=now, session_hash", "session_hash"),
    (f"{PRIVACY}magic_links.py", "LINK_VALID_FOR = timedelta(minutes=30)", "LINK_VALID_FOR = timedelta(minutes=300)"),
    (f"{PRIVACY}inquiry_records.py", "if inquiry.reference in person.opened else summary(inquiry)", ""),
    (f"{PRIVACY}inquiry_records.py", "inquiry.notes.filter(disclosable=True)", "inquiry.notes.all()"),
    (f"{PRIVACY}magic_links.py", "Inquiry.objects.filter(email_hmac=link.email_hmac)", "Inquiry.objects"),
    (f"{PRIVACY}deletion.py", "else own.exclude(status__in=OPEN)", "else own"),
    ("contact/retention/erasure.py", "if inquiry.held_at is None]", "]"),
    ("contact/public/responses.py", '"no-referrer"', '"same-origin"'),
    ("contact/text/links.py", 'return hashlib.sha256(secret.encode(errors="replace")).hexdigest()', "return secret"),
    ("contact/exports/record_export.py", "else inquiries.unrestricted(), ", "else inquiries, "),
    (f"{PRIVACY}other_records.py", "(DataSubjectRequest, MagicLink)", "(MagicLink,)"),
)


def test_what_is_held_is_shown_at_once_to_whoever_has_the_mailbox_and_the_reference(
    writer: Writer, inquiry: Inquiry
) -> None:
    assert writer.open().status_code == 200
    page = writer.act("reference", reference=inquiry.reference)
    assert writer.sees(page, WRITTEN["name"], WRITTEN["phone"], "試料を希望します", inquiry.purpose) == []
    assert writer.copy()["inquiries"][0]["message"] == WRITTEN["message"]


def test_the_mailbox_alone_shows_no_word_that_was_written(writer: Writer, inquiry: Inquiry) -> None:
    page = texts(writer.open())
    assert not any(word in page for word in (WRITTEN["name"], WRITTEN["phone"], "試料を希望します"))


def test_notes_are_shown_only_when_they_are_marked_for_it(writer: Writer, inquiry: Inquiry, desk: Any) -> None:
    inquiry.notes.create(text="内密の所見。", author_id=desk.pk)
    inquiry.notes.create(text="開示できる記録。", author_id=desk.pk, disclosable=True)
    writer.open()
    page = texts(writer.act("reference", reference=inquiry.reference))
    assert ("開示できる記録。" in page, "内密の所見。" in page) == (True, False)


def test_nobody_sees_or_opens_what_another_person_wrote(
    writer: Writer, inquiry: Inquiry, others_inquiry: Inquiry
) -> None:
    writer.open()
    page = texts(writer.act("reference", reference=others_inquiry.reference))
    assert "ほかの人の本文" not in page
    assert len(writer.copy()["inquiries"]) == 1
    assert MagicLink.objects.get().opened == [], "nor is it told that there is such a reference"


def test_a_link_works_once_for_half_an_hour_and_leaves_no_trace(writer: Writer, inquiry: Inquiry, clock: Clock) -> None:
    clock.set("2026-12-01 12:00")
    used, late = writer.link(), writer.link()
    token = used.split("/link/")[1].strip("/")
    assert [place for place, value in decrypted_dump() if token in value] == []
    first = writer.client.post(used)
    assert (first.status_code, first.headers["Referrer-Policy"]) == (200, "no-referrer")
    assert writer.client.post(used).status_code == 410
    clock.forward(minutes=31)
    assert writer.client.post(late).status_code == 410


def test_nobody_learns_from_the_answer_whether_somebody_wrote(
    writer: Writer, writer_of: Callable[..., Writer], inquiry: Inquiry
) -> None:
    answers = [(person.ask().status_code, person.ask().headers["Location"]) for person in (writer, writer_of("x@y.jp"))]
    assert answers[0] == answers[1]


def test_no_mailbox_is_flooded(writer: Writer, clock: Clock) -> None:
    clock.set("2026-12-01 12:00")
    for _time in range(5):
        writer.ask()
    assert len(writer.mails()) == 3


def test_deleting_leaves_no_trace_of_the_person_anywhere(writer: Writer, inquiry: Inquiry) -> None:
    writer.open()
    writer.act("reference", reference=inquiry.reference)
    writer.act("delete-now", sure="on", also_open="on")
    send_due_mails()
    delete_closed_links()
    for trace in (WRITTEN["name"], WRITTEN["mail"], WRITTEN["phone"], inquiry.email_hmac):
        assert places_of(trace) == set()


def test_an_open_inquiry_goes_only_when_its_reference_is_named_and_that_is_confirmed(
    writer: Writer, inquiry: Inquiry
) -> None:
    writer.open()
    writer.act("delete-now", sure="on", also_open="on")
    writer.act("reference", reference=inquiry.reference)
    writer.act("delete-now", sure="on")
    assert Inquiry.objects.filter(pk=inquiry.pk).exists()


def test_what_must_be_kept_is_kept_and_the_reason_is_told(
    writer: Writer, inquiry: Inquiry, privacy_officer: Any
) -> None:
    hold_inquiry(inquiry=inquiry, actor=privacy_officer, reason="訴訟のため")
    writer.open()
    writer.act("reference", reference=inquiry.reference)
    assert "訴訟のため" in texts(writer.act("delete-now", sure="on", also_open="on"))
    assert Inquiry.objects.filter(pk=inquiry.pk).exists()


def test_where_the_use_is_stopped_nothing_is_exported_for_the_daily_work(
    writer: Writer, inquiry: Inquiry, others_inquiry: Inquiry, desk: Any, signed_in: Any
) -> None:
    writer.open()
    writer.act("reference", reference=inquiry.reference)
    writer.act("stop-now")
    both = [inquiry.reference, others_inquiry.reference]
    order = {"form": "csv", "reason": "answering", "columns": ["name"], "selection": "1", "inquiry": both}
    order |= TO_DESK | {"purpose": answering().pk, "left_out": "1"}
    body = b"".join(signed_in(desk).post("/admin/inquiries/export/file/", order)).decode()
    assert ("別人" in body, "山田" in body) == (True, False)


def test_no_personal_column_is_unknown_to_disclosure_and_deletion() -> None:
    personal = {
        model
        for model in apps.get_models(include_auto_created=True)
        if any(isinstance(field, EncryptedField) or field.name == "email_hmac" for field in model._meta.local_fields)
    }
    of_staff = {"AccountNotice", "FormerAddress", "SecondFactorSecret"}  # of accounts, not of people who write
    of_staff |= {"DeskDraft", "Incident"}  # drafts go with their inquiry; an incident's record names nobody
    assert {model.__name__ for model in personal - personal_models()} == of_staff
