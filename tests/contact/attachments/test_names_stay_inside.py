"""The name of a file is personal data: no log, title, mail or audit entry holds it, nor what is kept from a person."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from cluster_cms.mail.sending import send_due_mails
from cluster_cms.security.audit import AuditEntry
from contact.models import AttachedFile, Inquiry, Transfer
from contact.privacy.inquiry_records import own_files
from tests.contact.attachments.conftest import FileVisit
from tests.contact.transfers.test_withholding import handed_over, kept
from tests.contact.visit import hidden_fields, texts
from tests.library.samples import DXF

__all__ = ["handed_over"]
CANARY = "zq-4711"


def test_a_name_stands_in_no_log_title_mail_or_audit_entry(
    form: FileVisit, caplog: pytest.LogCaptureFixture, signed_in: Callable[..., Any], desk: Any
) -> None:
    form.check((f"{CANARY}.exe", b"MZ\x90\x00" + b"\0" * 80))
    form.send(hidden_fields(form.check((f"{CANARY}.dxf", DXF)))["draft"])
    send_due_mails()
    inquiry, client = Inquiry.objects.latest("received_at"), signed_in(desk)
    page = texts(client.get(f"/admin/inquiries/{inquiry.reference}/"))
    client.post(f"/admin/inquiries/{inquiry.reference}/attachment/{AttachedFile.objects.get().pk}/")
    assert CANARY in page
    assert CANARY not in page.split("</title>")[0]
    assert CANARY not in caplog.text
    assert not [letter for letter in mail.outbox if CANARY in str(letter.message())]
    assert not AuditEntry.objects.filter(data__contains=CANARY).exists()


def test_a_file_that_went_to_the_authorities_in_confidence_is_not_shown(
    handed_over: Callable[..., Transfer], inquiry: Inquiry
) -> None:
    handed_over(kept())
    message = inquiry.messages.get()
    AttachedFile.objects.create(inquiry=inquiry, message=message, name="x", size=1, content=b"x")
    assert not own_files(inquiry).exists()
    Transfer.objects.all().delete()
    assert own_files(inquiry).exists()
