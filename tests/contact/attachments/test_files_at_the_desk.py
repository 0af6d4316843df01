"""The desk sees names, types and sizes and saves a file; each download is recorded; a file ends with its inquiry."""

from typing import Any

import pytest
from django.utils.translation import override

from cluster_cms import clock
from cluster_cms.security.audit import AuditEntry
from contact.inquiries.attachments import LARGEST, FileTooLarge, keep_attachment
from contact.inquiries.misfiled import move_correspondence, remove_correspondence
from contact.models import (
    AttachedFile,
    Direction,
    ErasureReason,
    Inquiry,
    Message,
    MessageChannel,
    MoveReason,
    Status,
)
from contact.retention.erasure import OnHold, erase_inquiry
from tests.contact.conftest import AtInquiry
from tests.contact.visit import texts
from tests.library.samples import DXF, PDF


@pytest.fixture
def mail(inquiry: Inquiry, desk: Any) -> Message:
    kind = {"direction": Direction.IN, "channel": MessageChannel.PASTED, "language": "ja", "author_id": desk.pk}
    return Message.objects.create(inquiry=inquiry, body="図面を送ります。", **kind)


@pytest.fixture
def drawing(mail: Message) -> AttachedFile:
    return keep_attachment(message=mail, name="C:\\図面\\旋盤 部品.dxf", content=DXF)


def test_a_mail_brings_whatever_it_brings(mail: Message) -> None:
    brought = {"run.pdf": b"MZ\x90\x00" + b"\0" * 80, "": b"", "a.txt": "図面".encode(), "x.bin": b"\x00\x01\x02"}
    with override("en"):
        kept = [keep_attachment(message=mail, name=name, content=content) for name, content in brought.items()]
    found = [(file.name, file.kind) for file in kept]
    assert found == [("run.pdf", "exe"), ("unnamed", ""), ("a.txt", "txt"), ("x.bin", "")]
    assert [file.read() for file in kept] == [*brought.values()]


def test_more_than_a_mail_brings_is_refused(mail: Message) -> None:
    with pytest.raises(FileTooLarge):
        keep_attachment(message=mail, name="x", content=bytes(LARGEST + 1))


def test_the_page_lists_name_type_and_size_and_says_that_nothing_was_checked(
    at_inquiry: AtInquiry, drawing: AttachedFile
) -> None:
    page = texts(at_inquiry.client.get(at_inquiry.address))
    assert "旋盤 部品.dxf · DXF · " in page
    assert "ウイルス" in page


def test_a_download_is_saved_under_its_name_and_opened_nowhere(at_inquiry: AtInquiry, drawing: AttachedFile) -> None:
    response = at_inquiry.client.post(f"{at_inquiry.address}attachment/{drawing.pk}/")
    assert response.content == DXF
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response.headers["Cache-Control"]


def test_each_download_is_recorded_without_the_name(at_inquiry: AtInquiry, drawing: AttachedFile) -> None:
    at_inquiry.client.post(f"{at_inquiry.address}attachment/{drawing.pk}/")
    entry = AuditEntry.objects.get(action="inquiry.attachment_downloaded")
    assert (entry.subject, entry.data) == (at_inquiry.inquiry.reference, "{}")
    assert AuditEntry.objects.filter(action="inquiry.opened", subject=at_inquiry.inquiry.reference).count() == 1
    assert at_inquiry.client.get(f"{at_inquiry.address}attachment/{drawing.pk}/").status_code == 405


def test_who_works_on_it_is_asked_before_somebody_else_saves_a_file(
    at_inquiry: AtInquiry, drawing: AttachedFile, admin: Any
) -> None:
    Inquiry.objects.update(assignee=admin, status=Status.CLOSED, closed_at=clock.now())
    response = at_inquiry.client.post(f"{at_inquiry.address}attachment/{drawing.pk}/")
    assert response.headers["Location"] == f"{at_inquiry.address}open/"
    assert not AuditEntry.objects.filter(action="inquiry.attachment_downloaded").exists()


def test_a_file_of_another_inquiry_is_not_found(
    at_inquiry: AtInquiry, drawing: AttachedFile, contact_page: Any
) -> None:
    other = Inquiry.objects.exclude(pk=str(drawing.inquiry_id)).open().latest("received_at")
    assert at_inquiry.client.post(f"/admin/inquiries/{other.reference}/attachment/{drawing.pk}/").status_code == 404


def test_a_list_reads_no_content(drawing: AttachedFile, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert [file.name for file in AttachedFile.objects.all()] == ["旋盤 部品.dxf"]


def test_files_end_with_their_inquiry_unless_it_is_held(drawing: AttachedFile, inquiry: Inquiry, desk: Any) -> None:
    Inquiry.objects.filter(pk=inquiry.pk).update(held_at=inquiry.received_at)
    with pytest.raises(OnHold):
        erase_inquiry(inquiry=inquiry, actor=desk)
    assert AttachedFile.objects.exists()
    Inquiry.objects.filter(pk=inquiry.pk).update(held_at=None)
    erase_inquiry(inquiry=inquiry, actor=desk)
    assert not AttachedFile.objects.exists()


def test_files_move_and_end_with_their_mail(drawing: AttachedFile, inquiry: Inquiry, desk: Any) -> None:
    other = Inquiry.objects.exclude(pk=inquiry.pk).open().latest("received_at")
    about: dict[str, Any] = {"key": drawing.message_id, "actor": desk}
    wrong_place = MoveReason(MoveReason.values[0])
    move_correspondence(
        inquiry=inquiry,
        to=other,
        reason=wrong_place,
        version=inquiry.version,
        **about,
    )
    drawing.refresh_from_db(fields=["inquiry"])
    assert drawing.inquiry == other
    other.refresh_from_db()
    reason = ErasureReason(ErasureReason.values[0])
    remove_correspondence(inquiry=other, reason=reason, version=other.version, **about)
    assert not AttachedFile.objects.exists()


def test_a_name_cannot_hide_its_ending_or_leave_its_line(mail: Message) -> None:
    file = keep_attachment(message=mail, name="plan\u202efdp.exe\r\nX: y", content=PDF)
    assert file.name == "planfdp.exe X: y"
