"""Deleting: asked once more, at once, for good, in everything that is left; what must stay says why."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cluster_cms.erasures.erasing import Erasure
from cluster_cms.mail.sending import send_due_mails
from cluster_cms.security import audit
from cluster_cms.security.audit import AuditEntry
from contact.inquiries.handling import change_status, hold_inquiry
from contact.models import DataSubjectRequest, Inquiry, MagicLink, Status
from contact.privacy.magic_links import delete_closed_links
from tests.contact.privacy.person import Writer
from tests.contact.visit import WRITTEN, Visit, texts
from tests.infrastructure.decrypted_dump import places_of

SURE = {"sure": "on"}
ALL = {"sure": "on", "also_open": "on"}


@pytest.fixture
def closed(inquiry: Inquiry, desk: Any) -> Inquiry:
    return change_status(inquiry=inquiry, to=Status.CLOSED, version=0, actor=desk)


def test_nothing_is_deleted_without_the_checkbox(writer: Writer, closed: Inquiry) -> None:
    writer.open()
    assert writer.act("delete").status_code == 200
    assert writer.act("delete-now").status_code == 422
    assert Inquiry.objects.filter(pk=closed.pk).exists()


def test_a_closed_inquiry_goes_at_once_and_the_page_closes(writer: Writer, closed: Inquiry) -> None:
    writer.open()
    response = writer.act("delete-now", **SURE)
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    assert not Inquiry.objects.filter(pk=closed.pk).exists()
    assert Erasure.objects.get().cause == "person"
    assert writer.act("see").status_code == 410


def test_an_open_inquiry_stays_unless_that_is_confirmed_as_well(
    writer: Writer, closed: Inquiry, visit: Callable[..., Visit]
) -> None:
    still_open = visit().send_all(message="まだ対応中です。")
    writer.open()
    writer.act("delete-now", **SURE)
    assert list(Inquiry.objects.filter(email_hmac=closed.email_hmac)) == [still_open]
    assert "受付番号" in texts(writer.act("delete-now", **ALL))
    assert list(Inquiry.objects.filter(email_hmac=closed.email_hmac)) == [still_open], (
        "a colleague may read the mailbox"
    )
    writer.act("reference", reference=still_open.reference)
    assert writer.act("delete-now", **ALL).status_code == 200
    assert not Inquiry.objects.filter(email_hmac=closed.email_hmac).exists()


def test_a_hold_is_explained_and_keeps_its_inquiry(writer: Writer, closed: Inquiry, privacy_officer: Any) -> None:
    hold_inquiry(inquiry=closed, actor=privacy_officer, reason="訴訟のため")
    writer.open()
    assert "訴訟のため" in texts(writer.act("delete"))
    assert "訴訟のため" in texts(writer.act("delete-now", **ALL))
    assert Inquiry.objects.filter(pk=closed.pk).exists()
    assert writer.act("see").status_code == 200


def test_nobody_elses_inquiry_goes(writer: Writer, closed: Inquiry, others_inquiry: Inquiry) -> None:
    writer.open()
    writer.act("delete-now", **ALL)
    assert Inquiry.objects.filter(pk=others_inquiry.pk).exists()


def test_the_last_mail_confirms_it_and_then_no_trace_is_left(writer: Writer, inquiry: Inquiry) -> None:
    writer.open()
    writer.ask()
    writer.act("reference", reference=inquiry.reference)
    writer.act("delete-now", **ALL)
    assert "削除しました" in writer.mails()[-1].body
    delete_closed_links()
    for trace in (WRITTEN["name"], WRITTEN["mail"], WRITTEN["phone"], inquiry.email_hmac):
        assert places_of(trace) == set()
    assert not MagicLink.objects.exists()


def test_the_chain_and_the_register_hold_the_act_and_no_person(writer: Writer, closed: Inquiry) -> None:
    writer.open()
    writer.act("delete-now", **ALL)
    send_due_mails()
    entry = AuditEntry.objects.get(action="inquiry.erased")
    assert (entry.actor_id, entry.subject, entry.data) == (None, closed.reference, '{"cause":"person"}')
    assert sorted(DataSubjectRequest.objects.values_list("request_type", flat=True)) == ["delete", "see"]
    assert audit.verify() == []


def test_without_a_writable_journal_nothing_is_deleted_and_the_page_says_so(
    writer: Writer, closed: Inquiry, settings: Any, tmp_path: Path
) -> None:
    writer.open()
    settings.ERASURE_JOURNAL = tmp_path  # a folder
    response = writer.act("delete-now", **ALL)
    assert response.status_code == 503
    assert writer.sees(response, "何も変えていません") == []
    assert Inquiry.objects.filter(pk=closed.pk).exists()
