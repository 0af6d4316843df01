"""Mails that a restored copy had not sent yet: held back, told, and sent when a person says so."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.users.models import UserProfile

from cluster_cms.backups.copying import make_copy
from cluster_cms.backups.restoring import restore_copy
from cluster_cms.mail.outbox import RESTORED, MailState, OutboxMail, resend_mails
from cluster_cms.mail.sending import check_mail, send_due_mails
from cluster_cms.security.accounts import User
from contact.models import Inquiry
from contact.retention.erasure import erase_inquiry
from tests.cluster_cms.backups.conftest import Place

pytestmark = pytest.mark.usefixtures("committed_db")
KIND, TOLD = "inquiry.acknowledgement", {"ja": "復元したバックアップでは未送信", "en": "may have been sent since"}


@pytest.fixture
def inquiry(committed_db: None) -> Inquiry:
    """An inquiry of the demo, about which one mail waits, one is being sent and one was sent."""
    found = Inquiry.objects.order_by("received_at")[0]
    OutboxMail.objects.all().delete()
    for state in (MailState.QUEUED, MailState.SENDING, MailState.SENT):
        OutboxMail.objects.create(kind=KIND, subject=found.reference, record=str(found.pk), language="ja", state=state)
    return found


@pytest.fixture
def copy(inquiry: Inquiry, tmp_path: Path) -> Path:
    make_copy(tmp_path / "copy")
    return tmp_path / "copy"


def reasons() -> list[tuple[str, str]]:
    return sorted(OutboxMail.objects.values_list("state", "error"))


def test_nothing_goes_out_by_itself(copy: Path, empty_place: Place, mailoutbox: list[Any]) -> None:
    with empty_place():
        assert restore_copy(copy).dead_lettered == 2
        send_due_mails()
        assert reasons() == [
            (MailState.DEAD_LETTERED, RESTORED),
            (MailState.DEAD_LETTERED, RESTORED),
            (MailState.SENT, ""),
        ]
        assert "2 held back by a restore" in next(iter(check_mail())).message
    assert mailoutbox == []


def test_the_command_says_how_many_and_what_to_do(copy: Path, empty_place: Place) -> None:
    with empty_place():
        call_command("restore", copy, stdout=(out := StringIO()))
    assert "2 mails were not sent yet in this copy, and may have been sent since: held back." in out.getvalue()


def test_a_person_sends_what_is_still_wanted(copy: Path, desk: User, empty_place: Place, mailoutbox: list[Any]) -> None:
    with empty_place():
        restore_copy(copy)
        chosen = OutboxMail.objects.dead_lettered()[0]
        assert resend_mails(ids=[chosen.pk], actor=desk) == 1
        send_due_mails()
        assert reasons()[0] == (MailState.DEAD_LETTERED, RESTORED)
    assert len(mailoutbox) == 1


def test_mails_about_what_was_erased_since_are_gone(
    copy: Path, inquiry: Inquiry, desk: User, empty_place: Place
) -> None:
    erase_inquiry(inquiry=inquiry, actor=desk)
    with empty_place():
        assert (restore_copy(copy).erased_again, reasons()) == (1, [])


def test_the_screen_tells_why_they_wait(
    inquiry: Inquiry, admin: User, signed_in: Callable[[User], Client], language: str
) -> None:
    OutboxMail.objects.waiting().update(state=MailState.DEAD_LETTERED, error=RESTORED)
    UserProfile.objects.update_or_create(user=admin, defaults={"preferred_language": language})
    assert TOLD[language] in signed_in(admin).get("/admin/mails/").content.decode()
