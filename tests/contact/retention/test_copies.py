"""Every export that held an erased inquiry waits for its holder to say that the copy is deleted, too."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cluster_cms.security.audit import AuditEntry
from contact.exports.record_export import confirm_copies, copies_before
from contact.models import ExportCopy, ExportedInquiry, ExportFormat, ExportRecord, Inquiry
from contact.retention.erasure import erase_inquiry
from tests.contact.exports.exporting import exported
from tests.contact.visit import texts

SignIn = Callable[[Any], Client]


@pytest.fixture
def export(inquiry: Inquiry, desk: Any) -> ExportRecord:
    """An export of everything, out of which one inquiry was erased."""
    exported(ExportFormat.CSV, Inquiry.objects.all(), desk)
    erase_inquiry(inquiry=inquiry, actor=desk)
    return ExportRecord.objects.get()


def test_the_copy_waits_for_confirmation_and_the_export_no_longer_lists_the_inquiry(
    export: ExportRecord, inquiry: Inquiry
) -> None:
    assert list(ExportCopy.objects.values_list("reference", "confirmed_at")) == [(inquiry.reference, None)]
    assert export.count == ExportedInquiry.objects.count() + 1


def test_the_holder_sees_it_on_the_front_page_and_confirms(
    export: ExportRecord, inquiry: Inquiry, desk: Any, signed_in: SignIn
) -> None:
    client = signed_in(desk)
    assert "/admin/inquiries/copies/" in texts(client.get("/admin/"))
    assert inquiry.reference in texts(client.get("/admin/inquiries/copies/"))
    client.post(f"/admin/inquiries/copies/{export.number}/deleted/", {"reference": inquiry.reference})
    entry = AuditEntry.objects.get(action="export.copies_deleted")
    assert (entry.subject, entry.data, entry.actor_id) == ("export 1", '{"count":1}', desk.pk)
    assert not ExportCopy.objects.unconfirmed().exists()
    assert "/admin/inquiries/copies/" not in texts(client.get("/admin/"))


def test_the_privacy_officer_may_confirm_for_the_holder(export: ExportRecord, privacy_officer: Any) -> None:
    references = list(copies_before(privacy_officer).values_list("reference", flat=True))
    assert confirm_copies(export=export, references=references, actor=privacy_officer) == 1
    assert confirm_copies(export=export, references=references, actor=privacy_officer) == 0
    assert AuditEntry.objects.filter(action="export.copies_deleted").count() == 1


def test_nobody_else_may(export: ExportRecord, desk: Any, legal: Any, signed_in: SignIn) -> None:
    ExportRecord.objects.update(actor_id=legal.pk)
    export.refresh_from_db()
    assert not copies_before(desk).exists()
    with pytest.raises(PermissionError):
        confirm_copies(export=export, references=["K7QM-2XFD"], actor=desk)
    signed_in(desk).post(f"/admin/inquiries/copies/{export.number}/deleted/", {"reference": "K7QM-2XFD"})
    assert ExportCopy.objects.unconfirmed().count() == 1


def test_only_what_the_list_showed_is_confirmed(export: ExportRecord, desk: Any) -> None:
    later = Inquiry.objects.latest("received_at")
    erase_inquiry(inquiry=later, actor=desk)
    shown = ExportCopy.objects.exclude(reference=later.reference).values_list("reference", flat=True)
    confirm_copies(export=export, references=list(shown), actor=desk)
    assert ExportCopy.objects.unconfirmed().get().reference == later.reference
