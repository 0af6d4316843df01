"""Whatever is said about an inquiry is found by the desk, as soon as it is said; no visitor learns of it by this."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction

from cluster_cms import clock
from cluster_cms.text.folding import searchable
from contact.inquiries.handling import StaleVersion, lock
from contact.inquiries.messages import EmailRecord, attach_email, write_note
from contact.inquiries.replies import record_reply, send_reply
from contact.models import Inquiry, Status
from contact.privacy.correction import rewrite_answers
from contact.retention.erasure import erase_inquiry
from contact.search.searching import search_inquiries
from tests.contact.privacy.conftest import writer, writer_of
from tests.contact.privacy.person import Writer
from tests.contact.visit import WRITTEN
from tests.infrastructure.decrypted_dump import places_of

__all__ = ["writer", "writer_of"]
WORDS = "ﾐﾂｺﾞﾛｳ の件"
ASKED = "みつごろうノ件"
Say = Callable[[Inquiry, Any], None]


def note(inquiry: Inquiry, actor: Any, text: str = WORDS) -> None:
    version = Inquiry.objects.get(pk=inquiry.pk).version
    write_note(inquiry=inquiry, key=uuid4(), text=text, disclosable=False, version=version, actor=actor)


def reply(inquiry: Inquiry, actor: Any, subject: str = "x", body: str = WORDS) -> None:
    then, mail = Status.WAITING, WRITTEN["mail"]
    send_reply(inquiry=inquiry, key=uuid4(), to=mail, subject=subject, body=body, then=then, version=0, actor=actor)


def reply_elsewhere(inquiry: Inquiry, actor: Any) -> None:
    then = Status.ANSWERED
    record_reply(inquiry=inquiry, key=uuid4(), body=WORDS, at=None, then=then, version=0, actor=actor)


def paste(inquiry: Inquiry, actor: Any, text: str = WORDS, sender: str = WRITTEN["mail"]) -> None:
    mail = EmailRecord(
        text=text,
        sender=sender,
        subject="",
        at=clock.now(),
        message_id="",
        attachments=[],
        original=text.encode(),
        is_source=False,
    )
    attach_email(inquiry=inquiry, key=uuid4(), mail=mail, version=0, actor=actor)


def reply_about(inquiry: Inquiry, actor: Any) -> None:
    reply(inquiry, actor, subject=WORDS, body="y")


def paste_from(inquiry: Inquiry, actor: Any) -> None:
    paste(inquiry, actor, "x", f"{WORDS} <x@example.org>")


def found(words: str, actor: Any) -> list[str]:
    return search_inquiries(words=words, inquiries=Inquiry.objects.all(), actor=actor).references


@pytest.mark.parametrize("say", [note, reply, reply_about, reply_elsewhere, paste, paste_from])
def test_messages_and_notes_are_found_as_well_as_answers(say: Say, inquiry: Inquiry, desk: Any) -> None:
    assert found(ASKED, desk) == []
    say(inquiry, desk)
    assert found(ASKED, desk) == [inquiry.reference]
    assert found(f"{ASKED} CX-210", desk) == [inquiry.reference]


def test_words_of_two_messages_do_not_match_as_one_word(inquiry: Inquiry, desk: Any) -> None:
    note(inquiry, desk, "みつ")
    note(inquiry, desk, "ごろう")
    assert found("みつ ごろう", desk) == [inquiry.reference]
    assert found("みつごろう", desk) == []


def test_a_correction_replaces_the_corrected_text_and_keeps_the_notes(inquiry: Inquiry, desk: Any) -> None:
    note(inquiry, desk)
    with transaction.atomic():
        rewrite_answers(lock(inquiry), {"company": "別名工業株式会社"})
    assert found(f"別名工業 {ASKED}", desk) == [inquiry.reference]
    assert found(WRITTEN["company"], desk) == []


@pytest.mark.parametrize("say", [note, reply, reply_elsewhere, paste])
def test_correspondence_of_an_erased_inquiry_is_not_found(say: Say, inquiry: Inquiry, desk: Any) -> None:
    say(inquiry, desk)
    assert places_of(searchable(WORDS)) == {"contact_searchtext.text"}
    erase_inquiry(inquiry=inquiry, actor=desk)
    assert found(ASKED, desk) == []
    assert places_of(WORDS) | places_of(searchable(WORDS)) == set()


def test_a_note_of_the_desk_is_not_shown_to_the_writer(writer: Writer, inquiry: Inquiry, desk: Any) -> None:
    note(inquiry, desk)
    writer.open()
    page = writer.act("reference", reference=inquiry.reference)
    assert writer.sees(page, inquiry.reference, WORDS) == [WORDS]
    assert WORDS not in str(writer.copy())


@pytest.mark.usefixtures("committed_db")
def test_concurrent_notes_are_both_found(desk: Any) -> None:
    inquiry = Inquiry.objects.open().latest_first()[0]

    def keep_noting(words: list[str]) -> None:
        try:
            for text in words:
                persist(inquiry, desk, text)
        finally:
            connection.close()

    words = [[f"甲{number}号" for number in range(4)], [f"乙{number}号" for number in range(4)]]
    with ThreadPoolExecutor(len(words)) as pool:
        list(pool.map(keep_noting, words))
    for text in (*words[0], *words[1]):
        assert found(text, desk) == [inquiry.reference]


def persist(inquiry: Inquiry, actor: Any, text: str) -> None:
    """Write a note, and once more whenever somebody was faster."""
    while True:
        try:
            return note(inquiry, actor, text)
        except StaleVersion:
            continue
