"""The desk opens, answers and deletes; each act is one entry in the chain, by reference alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from cluster_cms.security import audit
from cluster_cms.security.audit import AuditEntry
from contact.inquiries.handling import NotOpen, mark_answered
from contact.models import Inquiry, Status
from tests.contact.visit import WRITTEN, texts

SignIn = Callable[[Any], Client]


@pytest.fixture
def at_desk(desk: Any, signed_in: SignIn) -> Client:
    return signed_in(desk)


def acts(inquiry: Inquiry) -> list[str]:
    return list(AuditEntry.objects.filter(subject=inquiry.reference).values_list("action", flat=True))


def test_an_opened_inquiry_shows_everything_and_its_history(at_desk: Client, inquiry: Inquiry) -> None:
    page = texts(at_desk.get(f"/admin/inquiries/{inquiry.reference}/"))
    for name in ("company", "name", "mail", "phone"):
        assert WRITTEN[name] in page
    assert WRITTEN["message"].splitlines()[0] in page
    assert inquiry.purpose in page
    assert acts(inquiry) == ["inquiry.received", "inquiry.opened"]


def test_markup_in_an_inquiry_is_only_text(visit: Any, at_desk: Client) -> None:
    inquiry = visit().send_all(name="<img src=x>", message="<script>alert(1)</script>")
    page = at_desk.get(f"/admin/inquiries/{inquiry.reference}/").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<img src=x>" not in page


def test_the_desk_marks_an_inquiry_as_answered(at_desk: Client, desk: Any, inquiry: Inquiry) -> None:
    response = at_desk.post(f"/admin/inquiries/{inquiry.reference}/answered/", {"version": "0"}, follow=True)
    inquiry.refresh_from_db()
    assert (inquiry.status, inquiry.answered_at is not None) == (Status.ANSWERED, True)
    assert inquiry.reference in texts(response)
    assert AuditEntry.objects.get(action="inquiry.answered", subject=inquiry.reference).actor_id == desk.pk


def test_answering_twice_is_reported_and_recorded_once(at_desk: Client, desk: Any, inquiry: Inquiry) -> None:
    mark_answered(inquiry=inquiry, actor=desk)
    page = at_desk.post(f"/admin/inquiries/{inquiry.reference}/answered/", follow=True)
    assert page.status_code == 200
    assert acts(inquiry).count("inquiry.answered") == 1
    with pytest.raises(NotOpen):
        mark_answered(inquiry=inquiry, actor=desk)


def test_deleting_asks_for_confirmation(at_desk: Client, inquiry: Inquiry) -> None:
    page = texts(at_desk.get(f"/admin/inquiries/{inquiry.reference}/delete/"))
    assert inquiry.reference in page
    assert WRITTEN["name"] not in page
    assert Inquiry.objects.filter(pk=inquiry.pk).exists()


def test_a_deleted_inquiry_is_gone_and_its_reference_stays_in_the_chain(at_desk: Client, inquiry: Inquiry) -> None:
    at_desk.post(f"/admin/inquiries/{inquiry.reference}/delete/", {"reason": "needless"})
    assert not Inquiry.objects.filter(pk=inquiry.pk).exists()
    assert acts(inquiry)[-1] == "inquiry.erased"
    assert audit.verify() == []


def test_an_inquiry_deleted_by_a_colleague_is_not_found(at_desk: Client, inquiry: Inquiry) -> None:
    at_desk.post(f"/admin/inquiries/{inquiry.reference}/delete/", {"reason": "needless"})
    assert at_desk.post(f"/admin/inquiries/{inquiry.reference}/answered/").status_code == 404


@pytest.mark.parametrize("status, found", [("new", True), ("answered", False), ("", True)])
def test_the_list_is_filtered_by_status(at_desk: Client, inquiry: Inquiry, status: str, found: bool) -> None:
    page = texts(at_desk.get("/admin/inquiries/", {"status": status}))
    assert (f"/admin/inquiries/{inquiry.reference}/" in page) == found


def test_the_dashboard_counts_open_inquiries(at_desk: Client, desk: Any, inquiry: Inquiry) -> None:
    with transaction.atomic():
        for open_one in Inquiry.objects.open().exclude(pk=inquiry.pk):
            mark_answered(inquiry=open_one, actor=desk)
    assert "<span>1</span> 件の未完了のお問い合わせ" in texts(at_desk.get("/admin/"))


def test_nothing_of_an_inquiry_is_cached(at_desk: Client, inquiry: Inquiry) -> None:
    for place in ("", f"{inquiry.reference}/"):
        assert "no-store" in at_desk.get(f"/admin/inquiries/{place}").headers["Cache-Control"]


def test_nothing_personal_stands_in_audit_chain_or_wagtails_log(at_desk: Client, inquiry: Inquiry) -> None:
    at_desk.get(f"/admin/inquiries/{inquiry.reference}/")
    at_desk.post("/admin/inquiries/export/file/", {"selection": "1", "inquiry": inquiry.reference})
    at_desk.post(f"/admin/inquiries/{inquiry.reference}/delete/", {"reason": "needless"})
    written = [entry.data + entry.subject for entry in AuditEntry.objects.filter(subject=inquiry.reference)]
    assert len(written) == 3
    for word in ("山田", "taro", "example", "CX-210", "1234"):
        assert word not in " ".join(written)
    assert str(inquiry) == inquiry.reference
