"""A reply takes documents of the library with it: the newest revision, recorded, never a second copy in the outbox."""

from typing import Any
from uuid import uuid4

import pytest
from django.core import mail as sent

from cluster_cms.mail.outbox import MailState, OutboxMail
from cluster_cms.mail.sending import send_due_mails
from cluster_cms.security.audit import AuditEntry
from contact.admin import correspondence_forms
from contact.inquiries.attachments import mailed_size
from contact.mails.reply_mail import REPLY
from contact.models import AttachedFile, Message
from library.models import LibraryDocument
from library.uploads import withdraw
from tests.contact.conftest import AtInquiry
from tests.contact.visit import texts
from tests.library.samples import PDF, revision

WORDS = {"subject": "試料の件", "body": "資料を添付します。", "then": "answered"}


def letter() -> Any:
    sent.outbox.clear()
    send_due_mails()
    return next(message for message in sent.outbox if message.subject == WORDS["subject"])


def test_the_mail_carries_the_newest_revision_as_a_part(at_inquiry: AtInquiry, sheet: LibraryDocument) -> None:
    at_inquiry.post("reply", **WORDS, documents=[sheet.pk])
    message = letter()
    assert message.attachments == [("CX-210_第2版.pdf", PDF + b"\n%%EOF", "application/pdf")]
    parts = [part.get_content_type() for part in message.message().walk()]
    assert parts == ["multipart/mixed", "text/plain", "application/pdf"]


def test_what_went_out_is_recorded_and_stays_when_a_newer_one_comes(
    at_inquiry: AtInquiry, sheet: LibraryDocument
) -> None:
    at_inquiry.post("reply", **WORDS, documents=[sheet.pk])
    revision(sheet, content=PDF, name="CX-210 v3.pdf")
    assert letter().attachments[0][0] == "CX-210_第2版.pdf"
    file = AttachedFile.objects.get()
    assert (file.message, file.revision_id) == (Message.objects.get(), sheet.revisions.get(number=2).pk)
    assert (file.content, file.author_id) == (None, Message.objects.get().author_id)
    assert '"files":1' in AuditEntry.objects.get(action="inquiry.replied").data.replace(" ", "")
    assert "CX-210_第2版.pdf · PDF" in texts(at_inquiry.client.get(at_inquiry.address))


@pytest.mark.parametrize("how", ["hidden", "withdrawn", "unknown"])
def test_a_document_that_visitors_cannot_have_is_refused_and_the_text_kept(
    at_inquiry: AtInquiry, sheet: LibraryDocument, how: str
) -> None:
    if how == "hidden":
        LibraryDocument.objects.update(shown=False)
    for one in sheet.revisions.all() if how == "withdrawn" else ():
        withdraw(revision=one, actor=None)
    page = at_inquiry.post("reply", **WORDS, documents=[999_999 if how == "unknown" else sheet.pk])
    assert "資料を添付します。" in texts(page)
    assert not Message.objects.exists()


def test_what_is_too_large_for_a_mail_is_refused_and_the_choice_kept(
    at_inquiry: AtInquiry, sheet: LibraryDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(correspondence_forms, "MAX_MAIL", correspondence_forms.TEXT_OF_MAIL + len(PDF))
    page = texts(at_inquiry.post("reply", **WORDS, documents=[sheet.pk]))
    assert f'value="{sheet.pk}"' in page
    assert "checked" in page.split(f'value="{sheet.pk}"')[1][:80]
    assert not Message.objects.exists()


def test_a_mail_has_the_size_that_was_reckoned(at_inquiry: AtInquiry, sheet: LibraryDocument) -> None:
    at_inquiry.post("reply", **WORDS, documents=[sheet.pk])
    whole = len(letter().message().as_bytes(linesep="\r\n"))
    reckoned = mailed_size([AttachedFile.objects.get().size])
    assert reckoned <= whole <= reckoned + correspondence_forms.TEXT_OF_MAIL


def test_the_draft_keeps_which_documents_were_chosen(at_inquiry: AtInquiry, sheet: LibraryDocument) -> None:
    at_inquiry.post("reply/draft", **WORDS, documents=[sheet.pk])
    page = texts(at_inquiry.client.get(at_inquiry.address))
    assert "checked" in page.split(f'name="documents" value="{sheet.pk}"')[1][:80]


def test_the_same_key_with_other_documents_is_not_taken_for_sent(at_inquiry: AtInquiry, sheet: LibraryDocument) -> None:
    words = WORDS | {"body": "資料をご覧ください。", "key": str(uuid4())}
    at_inquiry.post("reply", **words)
    at_inquiry.post("reply", **words, documents=[sheet.pk])
    assert (Message.objects.count(), AttachedFile.objects.count()) == (1, 0)


def test_a_file_that_the_library_has_lost_is_not_left_out_in_silence(
    at_inquiry: AtInquiry, sheet: LibraryDocument
) -> None:
    at_inquiry.post("reply", **WORDS, documents=[sheet.pk])
    sheet.revisions.get(number=2).file.delete(save=False)
    send_due_mails()
    mail = OutboxMail.objects.get(kind=REPLY)
    assert (mail.state, mail.error) == (MailState.DEAD_LETTERED, "FileGone")
