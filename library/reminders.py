"""Reminds the owner of a document that its present revision expires (60 and 14 days before, and on its last day), and
of the day on which the document is to be reviewed.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cluster_cms import clock
from cluster_cms.clock import tokyo_date
from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail, queue_mails
from cluster_cms.operations.jobs import Job
from cluster_cms.pages.languages import paired
from cluster_cms.security.accounts import MARKETING, User, language_of, members_of
from library.models import DocumentRevision, ExpiryReminder, LibraryDocument, with_revisions

KIND = "library.expiry"
REVIEW_KIND = "library.review"
DAYS = (60, 14, 0)  # before the last day


def reminder_job() -> Job:
    return Job(name="expiring documents", every=timedelta(hours=1), run=remind_owners)


def remind_owners() -> None:
    """Queue each reminder that is due; of several that were missed, the last one."""
    for revision in expiring():
        if days := due(revision):
            remind(revision, days[-1])


def review_job() -> Job:
    return Job(name="documents to be reviewed", every=timedelta(days=1), run=remind_of_reviews)


def remind_of_reviews() -> None:
    """Queue the mails of each review date that has come and of which nobody was told."""
    due = LibraryDocument.objects.filter(review_on__lte=clock.today())
    for document in due.exclude(review_told_of=F("review_on")):
        with transaction.atomic():
            told = LibraryDocument.objects.filter(pk=document.pk).exclude(review_told_of=document.review_on)
            if told.update(review_told_of=document.review_on):
                queue_mails(review_mail_to(person, document) for person in recipients(document))


def review_mail_to(person: User, document: LibraryDocument) -> OutboxMail:
    record = f"{document.pk}:{person.pk}"
    return OutboxMail(kind=REVIEW_KIND, subject=document.name, record=record, language=language_of(person))


def review_mail() -> MailKind:
    return MailKind(REVIEW_KIND, gettext_lazy("Reminder to review a document of the library"), write_review_reminder)


def write_review_reminder(mail: OutboxMail) -> Letter | None:
    """Write the mail; None when the date was moved or the person is gone."""
    number, _colon, person_number = mail.record.partition(":")
    document = LibraryDocument.objects.filter(pk=number, review_on__lte=clock.today()).first()
    person = User.objects.filter(pk=person_number, is_active=True).exclude(email="").first()
    if document is None or person is None:
        return None
    words = {
        "title": paired(document, "title", mail.language),
        "day": tokyo_date(document.review_on),
        "address": settings.SITE_URL + reverse("wagtailsnippets_library_librarydocument:edit", args=[document.pk]),
    }
    text = _(
        "“%(title)s” of the library was to be reviewed on %(day)s. Please see whether it is still right:\n"
        "%(address)s\n\nThen set the next date; without one nobody is reminded.\n"
    )
    return Letter(person.email, pgettext("library", "Time to review: %(title)s") % words, text % words)


def expiring() -> Iterator[DocumentRevision]:
    """Yield the present revisions of public documents that expire some day."""
    for document in with_revisions().filter(revisions__expires_on__isnull=False).distinct():
        for revision in document.present:
            if revision.expires_on:
                revision.document = document
                yield revision


def due(revision: DocumentRevision) -> list[int]:
    """Return the days before the last one whose reminder is due, the nearest last."""
    left = ((revision.expires_on or clock.today()) - clock.today()).days
    return [days for days in DAYS if left <= days]


def remind(revision: DocumentRevision, days: int) -> None:
    """Queue the mails of one reminder, once: whoever comes second finds the row."""
    try:
        with transaction.atomic():
            ExpiryReminder.objects.create(revision=revision, days=days)
            queue_mails(mail_to(person, revision, days) for person in recipients(revision.document))
    except IntegrityError:
        return


def recipients(document: LibraryDocument) -> list[User]:
    """Return the owner of a document; everybody in marketing where it has none that can be written to."""
    owner = document.owner
    people = [owner] if owner and owner.is_active and owner.email else members_of(MARKETING)
    return [person for person in people if person.email]


def mail_to(person: User, revision: DocumentRevision, days: int) -> OutboxMail:
    record = f"{revision.pk}:{person.pk}:{days}"
    return OutboxMail(kind=KIND, subject=revision.document.name, record=record, language=language_of(person))


def reminder_mail() -> MailKind:
    return MailKind(KIND, gettext_lazy("Reminder that a document expires"), write_reminder)


def write_reminder(mail: OutboxMail) -> Letter | None:
    """Write the mail; None when the revision was replaced or withdrawn, or the person is gone."""
    number, person_number, _days = mail.record.split(":")
    revision = DocumentRevision.objects.filter(pk=number).select_related("document").first()
    person = User.objects.filter(pk=person_number, is_active=True).first()
    if revision is None or person is None or not person.email or not is_present(revision):
        return None
    with translation.override(mail.language):
        return Letter(person.email, subject_of(revision, mail.language), body_of(revision, mail.language))


def is_present(revision: DocumentRevision) -> bool:
    return revision.number in {one.number for one in revision.document.present}


def subject_of(revision: DocumentRevision, language: str) -> str:
    title, last = paired(revision.document, "title", language), revision.expires_on or clock.today()
    if last < clock.today():
        return _("Has expired: %(title)s") % {"title": title}
    return _("Expires on %(day)s: %(title)s") % {"day": tokyo_date(last), "title": title}


def body_of(revision: DocumentRevision, language: str) -> str:
    edit = reverse("wagtailsnippets_library_librarydocument:edit", args=[revision.document_id])
    text = _(
        "Document: %(title)s\nRevision: %(number)d\nValid until: %(day)s\n\n"
        "Please upload the next revision, or withdraw this one:\n%(address)s\n"
    )
    return text % {
        "title": paired(revision.document, "title", language),
        "number": revision.number,
        "day": tokyo_date(revision.expires_on),
        "address": f"{settings.SITE_URL}{edit}",
    }
