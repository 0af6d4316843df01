"""Once a day the desk is told how much lies in the box: a number and a link."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.sending import send_due_mails
from contact.inquiries.spam import queue_quarantine_count
from contact.mails.desk_notices import QUARANTINE_COUNT
from contact.models import Inquiry
from tests.contact.visit import WRITTEN, Visit
from tests.infrastructure.cast import Clock

SPAM = {"message": "Prices: https://a.example https://b.example https://c.example", "website": "https://d.example"}


@pytest.fixture
def suspected(visit: Callable[..., Visit], hour: Clock) -> Inquiry:
    return visit().send_all(**SPAM)


def queued() -> list[str]:
    return list(
        OutboxMail.objects.filter(kind=QUARANTINE_COUNT).order_by("created_at").values_list("subject", flat=True)
    )


def test_the_count_is_queued_once_a_day_from_eight_on(suspected: Inquiry, hour: Clock) -> None:
    for moment in ("03 00:01", "03 07:59", "03 08:00", "03 08:15", "03 23:59", "04 07:00", "04 09:00"):
        hour.set(f"2026-12-{moment}")
        queue_quarantine_count()
    assert queued() == ["2026-12-03", "2026-12-04"]


@pytest.mark.django_db
def test_an_empty_quarantine_sends_no_mail(hour: Clock) -> None:
    queue_quarantine_count()
    assert queued() == []


def test_the_mail_holds_a_number_and_a_link_and_nothing_else(
    suspected: Inquiry, visit: Callable[..., Visit], mailoutbox: list[Any]
) -> None:
    visit().send_all(**SPAM, company="2")
    queue_quarantine_count()
    send_due_mails()
    letter = next(one for one in mailoutbox if "迷惑投稿" in one.subject)
    assert "2件" in letter.subject
    assert "http://testserver/admin/inquiries/spam/" in letter.body
    for text in (suspected.reference, WRITTEN["name"], WRITTEN["mail"], "Prices"):
        assert text not in letter.subject + letter.body


def test_a_quarantine_emptied_meanwhile_sends_no_mail(suspected: Inquiry, hour: Clock) -> None:
    queue_quarantine_count()
    Inquiry.objects.in_quarantine().delete()
    before = len(mail.outbox)
    send_due_mails()
    assert len(mail.outbox) == before
    assert queued() == []
