"""An inquiry and the disclosure paper print without the admin around them; contact data only when ticked."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from cluster_cms.security.audit import AuditEntry
from contact.models import DataSubjectRequest, Inquiry
from tests.contact.conftest import AtInquiry
from tests.contact.privacy.conftest import asked, monday, proved
from tests.contact.visit import WRITTEN, texts
from tests.infrastructure.cast import SAME_ORIGIN

__all__ = ["asked", "monday", "proved"]
PRIVATE = (WRITTEN["mail"], WRITTEN["phone"])


def printed(at: AtInquiry, **ticked: str) -> str:
    response = at.client.post(f"{at.address}print/", ticked)
    assert response.status_code == 200
    return texts(response)


def test_contact_data_is_printed_only_when_ticked(at_inquiry: AtInquiry) -> None:
    at_inquiry.post("reply", subject="試料の件", body="試料をお送りします。", then="answered")
    paper = printed(at_inquiry)
    assert [word for word in PRIVATE if word in paper] == []
    assert "印刷していません" in paper
    assert "試料をお送りします。" in paper
    assert [word for word in PRIVATE if word not in printed(at_inquiry, contact="1")] == []


def test_notes_are_printed_only_when_ticked(at_inquiry: AtInquiry) -> None:
    at_inquiry.post("notes", text="社内の覚え書きです。")
    assert "社内の覚え書きです。" not in printed(at_inquiry)
    assert "社内の覚え書きです。" in printed(at_inquiry, notes="1")


def test_printing_is_recorded_and_changes_nothing(at_inquiry: AtInquiry) -> None:
    version = Inquiry.objects.get(pk=at_inquiry.inquiry.pk).version
    printed(at_inquiry, contact="1")
    entry = AuditEntry.objects.get(action="inquiry.printed")
    assert (entry.subject, entry.data) == (at_inquiry.inquiry.reference, '{"contact":true,"notes":false}')
    assert Inquiry.objects.get(pk=at_inquiry.inquiry.pk).version == version
    assert "印刷" in texts(at_inquiry.client.get(at_inquiry.address))


def test_looking_alone_prints_nothing(at_inquiry: AtInquiry) -> None:
    assert at_inquiry.client.get(f"{at_inquiry.address}print/").status_code == 405
    assert not AuditEntry.objects.filter(action="inquiry.printed").exists()


def test_no_part_of_the_admin_is_on_paper(at_inquiry: AtInquiry) -> None:
    paper = printed(at_inquiry)
    assert "wagtail" not in paper.lower()
    assert "/admin/inquiries/templates/" not in paper


def test_somebody_elses_inquiry_asks_for_a_reason_first(
    at_inquiry: AtInquiry, privacy_officer: Any, signed_in: Callable[[Any], Client]
) -> None:
    Inquiry.objects.filter(pk=at_inquiry.inquiry.pk).update(assignee=privacy_officer, status="answered")
    response = at_inquiry.client.post(f"{at_inquiry.address}print/")
    assert response.headers["Location"] == f"{at_inquiry.address}open/"
    assert not AuditEntry.objects.filter(action="inquiry.printed").exists()


def test_a_stranger_is_sent_to_sign_in(at_inquiry: AtInquiry) -> None:
    response = Client(headers=SAME_ORIGIN).post(f"{at_inquiry.address}print/")
    assert response.headers["Location"].startswith("/admin/account/login/")


def test_the_disclosure_paper_says_who_discloses_what_to_whom(
    proved: DataSubjectRequest, desk: Any, signed_in: Callable[[Any], Client]
) -> None:
    paper = texts(signed_in(desk).post(f"/admin/requests/{proved.reference}/paper/"))
    assert "第33条" in paper
    assert [word for word in (proved.reference, WRITTEN["name"], WRITTEN["mail"]) if word not in paper] == []
    assert "wagtail" not in paper.lower()
