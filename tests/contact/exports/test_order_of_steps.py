"""No inquiry leaves before it is written down that it does; the headings may, and nothing is told of them."""

from typing import Any

import pytest
from django.db import DatabaseError

from cluster_cms.security.audit import AuditEntry
from contact.exports import exporting
from contact.exports.exporting import Exported, export_inquiries
from contact.exports.record_export import ExportRequest
from contact.models import ExportedInquiry, ExportFormat, ExportReason, ExportRecord, Inquiry
from tests.contact.transfers.giving import answering, to_desk


@pytest.fixture(params=[ExportFormat.CSV, ExportFormat.JSON])
def started(request: pytest.FixtureRequest, inquiry: Inquiry, desk: Any) -> Exported:
    """An export that was asked for, and of which nothing was read yet."""
    order = ExportRequest(
        form=request.param,
        reason=ExportReason.OTHER,
        columns=frozenset({"reference", "name"}),
        destination=to_desk(),
        purpose=answering(),
        remark="for the Yamada family",
    )
    return export_inquiries(inquiries=Inquiry.objects.with_references(inquiry.reference), actor=desk, order=order)


def entries() -> int:
    return AuditEntry.objects.filter(action="inquiries.exported").count()


def test_reading_the_headings_alone_records_nothing(started: Exported, inquiry: Inquiry) -> None:
    assert inquiry.reference.encode() not in next(started.chunks)
    assert (entries(), ExportedInquiry.objects.count()) == (0, 0)
    assert ExportRecord.objects.get().remark is None, "nothing would erase it"


def test_the_first_inquiry_is_sent_after_it_is_listed(started: Exported, inquiry: Inquiry) -> None:
    next(started.chunks)
    assert inquiry.reference.encode() in next(started.chunks)
    assert (entries(), ExportedInquiry.objects.get().inquiry_id) == (1, inquiry.pk)
    assert ExportRecord.objects.get().remark == "for the Yamada family"


def test_nothing_is_sent_when_it_cannot_be_recorded(started: Exported, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_given: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(exporting, "list_inquiries", fail)
    next(started.chunks)
    with pytest.raises(DatabaseError):
        next(started.chunks)


def test_an_inquiry_erased_meanwhile_is_not_counted(started: Exported, inquiry: Inquiry) -> None:
    Inquiry.objects.filter(pk=inquiry.pk).delete()
    assert inquiry.reference.encode() not in b"".join(started.chunks)
    assert ExportRecord.objects.get().count == 0
