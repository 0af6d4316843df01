"""The files of a mail are kept with it one by one when it is filed, by whatever way it came."""

from email.message import EmailMessage
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from contact.inquiries import attachments
from contact.models import AttachedFile, EmailOriginal, Inquiry, Message, TrayMail
from tests.contact.conftest import AtInquiry
from tests.contact.inbound.conftest import STRANGER, Post, mail
from tests.contact.privacy.conftest import writer, writer_of
from tests.contact.privacy.person import Writer
from tests.contact.visit import texts
from tests.library.samples import PDF

__all__ = ["writer", "writer_of"]
LOGO = b"\x89PNG\r\n\x1a\nlogo"


def with_files(inquiry: Inquiry, **options: str) -> EmailMessage:
    """Return a mail with a drawing, a mail that is forwarded, and the picture of a signature."""
    message = mail(subject=f"[{inquiry.reference}]", **options)
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="図面 A.pdf")
    message.add_attachment(mail("前の便です。", subject="前の件"))
    message.add_attachment(LOGO, maintype="image", subtype="png", disposition="inline", cid="<logo@x.example>")
    return message


def kept() -> list[tuple[str, bytes]]:
    return [(file.name, bytes(file.content)) for file in AttachedFile.objects.order_by("at")]


def check_all(message: Message) -> None:
    """Check that the three files of the mail are kept whole, and that nothing is named as in the original alone."""
    (drawing, forwarded, logo) = kept()
    assert drawing == ("図面 A.pdf", PDF)
    assert (forwarded[0], "前の件" in str(forwarded[1]) or b"Subject" in forwarded[1]) == ("前の件.eml", True)
    assert logo[1] == LOGO
    assert message.attachments is None
    assert set(AttachedFile.objects.values_list("message", "inquiry")) == {(message.pk, message.inquiry_id)}


def test_a_mail_that_finds_its_inquiry_brings_its_files(inquiry: Inquiry, post: Post) -> None:
    content = post(with_files(inquiry))
    check_all(Message.objects.get())
    assert EmailOriginal.objects.get().content == content


def test_a_mail_of_the_tray_brings_them_when_it_is_filed(inquiry: Inquiry, post: Post, desk_client: Client) -> None:
    post(with_files(inquiry, sender=STRANGER))
    assert not AttachedFile.objects.exists()
    address = reverse("tray:file", args=[TrayMail.objects.get().pk])
    page = texts(desk_client.post(address, {"reference": inquiry.reference}, follow=True))
    check_all(Message.objects.get())
    assert "図面 A.pdf · PDF" in page


@pytest.mark.parametrize("way", ["file", "paste"])
def test_a_mail_that_the_desk_keeps_brings_them_too(at_inquiry: AtInquiry, way: str) -> None:
    source = with_files(at_inquiry.inquiry)
    data: dict[str, Any] = {"text": source.as_string()}
    if way == "file":
        data = {"file": SimpleUploadedFile("a.eml", source.as_bytes())}
    at_inquiry.post("mail", **data)
    check_all(Message.objects.get())
    assert AttachedFile.objects.latest("at").author_id == Message.objects.get().author_id


def test_what_is_too_large_is_named_and_stays_in_the_original(
    inquiry: Inquiry, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "LARGEST", len(PDF) - 1)
    post(with_files(inquiry))
    message = Message.objects.get()
    assert message.attachments == [{"name": "図面 A.pdf", "type": "application/pdf", "size": len(PDF)}]
    assert message.attached_files.count() == 2


def test_the_person_sees_them_under_their_own_data(writer: Writer, inquiry: Inquiry, post: Post) -> None:
    post(with_files(inquiry))
    writer.open()
    assert "図面 A.pdf (PDF" in texts(writer.act("reference", reference=inquiry.reference))
