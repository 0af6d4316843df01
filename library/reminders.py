"""Reminds the owner of a document that its present revision expires: 60 and 14 days before, and on its last day."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_cms import clock
from cluster_cms.clock import tokyo_date
from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail, queue_mails
from cluster_cms.operations.jobs import Job
from cluster_cms.pages.languages import paired
from cluster_cms.security.accounts import MARKETING, User, language_of, members_of
from library.models import DocumentRevision, ExpiryReminder, LibraryDocument, with_revisions

KIND = "library.expiry"
DAYS = (60, 14, 0)  # before the last day


def reminder_job() -> Job:
    return Job(name="expiring documents", every=timedelta(hours=1), run=remind_owners)


def remind_owners() -> None:
    """Queue each reminder that is due; of several that were missed, the last one."""
    for revision in expiring():
        if days := due(revision):
            remind(revision, days[-1])


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
