"""The owner of a document is reminded 60 and 14 days before it expires and on the day, once each."""

from datetime import date

import pytest
from django.test import Client

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.pages.freshness import STALE, stale_seconds
from cluster_cms.security.accounts import User
from library.models import DocumentRevision, LibraryDocument
from library.reminders import KIND, REVIEW_KIND, remind_of_reviews, remind_owners, write_reminder, write_review_reminder
from library.uploads import withdraw
from tests.infrastructure.cast import Clock
from tests.library.samples import PDF, document, revision

LAST = date(2027, 3, 10)


@pytest.fixture
def certificate(marketing: User, clock: Clock) -> DocumentRevision:
    clock.set("2026-12-01 09:00")
    return revision(document("certificate", owner=marketing), expires_on=LAST)


def mails() -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(kind=KIND).order_by("created_at"))


def test_three_mails_and_no_double_however_often_the_job_runs(certificate: DocumentRevision, clock: Clock) -> None:
    numbers = []
    for moment in ("2027-01-08", "2027-01-09", "2027-02-23", "2027-02-24", "2027-03-10", "2027-03-11"):
        clock.set(f"{moment} 09:00")
        remind_owners()
        remind_owners()
        numbers.append(len(mails()))
    assert numbers == [0, 1, 1, 2, 3, 3]


def test_of_missed_reminders_the_last_one_is_sent(certificate: DocumentRevision, clock: Clock) -> None:
    clock.set("2027-04-01 09:00")
    remind_owners()
    assert [mail.record.rpartition(":")[2] for mail in mails()] == ["0"]


def test_the_mail_names_document_day_and_screen(certificate: DocumentRevision, clock: Clock, marketing: User) -> None:
    clock.set("2027-02-24 09:00")
    remind_owners()
    letter = write_reminder(mails()[0])
    assert letter is not None
    assert letter.to == marketing.email
    assert "2027年3月10日" in letter.subject
    assert f"/library/librarydocument/edit/{certificate.document_id}/" in letter.body


def test_nothing_is_sent_about_a_revision_that_was_replaced_or_withdrawn(
    certificate: DocumentRevision, clock: Clock
) -> None:
    clock.set("2027-02-24 09:00")
    remind_owners()
    revision(certificate.document, content=PDF, name="new.pdf", dated=date(2027, 2, 24))
    assert write_reminder(mails()[0]) is None
    withdraw(revision=certificate, actor=None)
    clock.set("2027-03-10 09:00")
    remind_owners()
    assert len(mails()) == 1


def test_without_an_owner_everybody_in_marketing_is_reminded(marketing: User, clock: Clock) -> None:
    clock.set("2027-03-01 09:00")
    revision(document("nobody", owner=None), expires_on=LAST)
    remind_owners()
    assert [mail.record.split(":")[1] for mail in mails()] == [str(marketing.pk)]


def test_a_document_that_expires_cuts_no_page_short_in_caches(visitor: Client, clock: Clock) -> None:
    """How long the form is shown while the site is away is none of its business."""
    clock.set("2027-03-09 09:00")
    revision(document("short-lived"), expires_on=LAST)
    assert stale_seconds(visitor.get("/contact-us/").headers["Cache-Control"]) == STALE.total_seconds()


def test_the_owner_is_told_once_of_each_review_date_that_has_come(
    certificate: DocumentRevision, clock: Clock, marketing: User
) -> None:
    numbers = []
    for set_to, today in (("2027-02-01", "2027-01-31"), ("2027-02-01", "2027-02-01"), ("2027-02-05", "2027-02-06")):
        LibraryDocument.objects.filter(pk=certificate.document_id).update(review_on=set_to)
        clock.set(f"{today} 09:00")
        remind_of_reviews()
        remind_of_reviews()
        numbers.append(OutboxMail.objects.filter(kind=REVIEW_KIND).count())
    assert numbers == [0, 1, 2]
    letter = write_review_reminder(OutboxMail.objects.filter(kind=REVIEW_KIND).latest("created_at"))
    assert letter is not None
    assert letter.to == marketing.email
    assert f"/library/librarydocument/edit/{certificate.document_id}/" in letter.body


def test_no_mail_is_written_of_a_review_that_was_moved_meanwhile(certificate: DocumentRevision, clock: Clock) -> None:
    found = LibraryDocument.objects.filter(pk=certificate.document_id)
    found.update(review_on=date(2026, 12, 1))
    remind_of_reviews()
    found.update(review_on=date(2027, 12, 1))
    assert write_review_reminder(OutboxMail.objects.get(kind=REVIEW_KIND)) is None
