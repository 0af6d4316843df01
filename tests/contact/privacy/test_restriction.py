"""Stop of use: kept and used for nothing; it survives a restore, and only a duty under law passes it."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cluster_cms.erasures.erasing import Erasure
from cluster_cms.mail.sending import send_due_mails
from contact.exports.record_export import ExportRequest, NothingToExport, list_inquiries, record_export
from contact.models import DataSubjectRequest, ExportFormat, ExportReason, ExportRecord, Inquiry, RequestType, Status
from contact.privacy.deletion import RESTRICTION_KIND, is_unrestricted, restrict_restored_inquiry
from tests.contact.privacy.person import Writer
from tests.contact.transfers.giving import answering, to_desk
from tests.contact.visit import texts


@pytest.fixture
def stopped(writer: Writer, inquiry: Inquiry) -> Inquiry:
    writer.open()
    writer.act("reference", reference=inquiry.reference)
    assert writer.act("stop").status_code == 200
    assert writer.act("stop-now").status_code == 200
    return Inquiry.objects.get(pk=inquiry.pk)


def test_an_open_inquiry_whose_reference_nobody_named_goes_on(writer: Writer, inquiry: Inquiry) -> None:
    writer.open()
    assert "受付番号" in texts(writer.act("stop"))
    assert "受付番号" in texts(writer.act("stop-now"))
    inquiry.refresh_from_db()
    assert (inquiry.restricted_at, inquiry.status) == (None, Status.NEW)
    assert not DataSubjectRequest.objects.filter(request_type=RequestType.STOP).exists()
    assert "利用を止めました" not in writer.mails()[-1].body


def test_an_inquiry_is_closed_and_marked_for_the_journal(stopped: Inquiry) -> None:
    assert stopped.restricted_at
    assert stopped.status == Status.CLOSED
    assert Erasure.objects.get().kind == RESTRICTION_KIND
    assert Erasure.objects.get().record == stopped.pk


def test_a_mail_confirms_it_and_the_page_goes_on(writer: Writer, stopped: Inquiry) -> None:
    assert "利用を止めました" in writer.mails()[-1].body
    assert "利用停止の開始" in texts(writer.act("see"))


@pytest.mark.parametrize("reason", [reason for reason in ExportReason if reason != ExportReason.DUTY])
def test_no_export_contains_it(stopped: Inquiry, desk: Any, reason: ExportReason) -> None:
    order = ExportRequest(ExportFormat.CSV, reason, frozenset({"name"}), to_desk(), answering())
    with pytest.raises(NothingToExport):
        record_export(inquiries=Inquiry.objects.filter(pk=stopped.pk), actor=desk, order=order)


def test_a_duty_under_law_may(stopped: Inquiry, desk: Any) -> None:
    order = ExportRequest(ExportFormat.CSV, ExportReason.DUTY, frozenset({"name"}), to_desk(), answering())
    inquiries = Inquiry.objects.filter(pk=stopped.pk)
    export = record_export(inquiries=inquiries, actor=desk, order=order)
    list_inquiries(export=export, inquiries=inquiries, actor=desk, order=order)
    assert ExportRecord.objects.get().count == 1


def test_its_acknowledgement_is_not_sent_any_more(writer: Writer, inquiry: Inquiry, mailoutbox: list[Any]) -> None:
    inquiry.restricted_at = inquiry.received_at
    inquiry.save()
    send_due_mails()
    assert not [
        letter for letter in mailoutbox if inquiry.reference in letter.subject and letter.to == [writer.address]
    ]


def test_what_a_restore_brings_back_is_stopped_again(inquiry: Inquiry) -> None:
    assert is_unrestricted(inquiry.pk)
    restrict_restored_inquiry(inquiry.pk)
    restrict_restored_inquiry(uuid4())
    assert not is_unrestricted(inquiry.pk)
    assert not is_unrestricted(uuid4())


def test_the_desk_sees_that_its_use_is_stopped(stopped: Inquiry, desk: Any, signed_in: Callable[[Any], Client]) -> None:
    reason = {"reason": "review"}  # it is closed
    page = signed_in(desk).post(f"/admin/inquiries/{stopped.reference}/open/", reason, follow=True)
    assert "ご本人が利用を停止" in texts(page)
