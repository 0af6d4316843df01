"""The rows of the outbox, and queueing, deleting, parking and resending them. No address, no text is stored."""

import uuid
from collections.abc import Iterable
from typing import Self
from uuid import UUID

from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms import clock
from cluster_cms.security import audit
from cluster_cms.security.accounts import User

RESTORED = "restored"  # stands where the answer of the mail server would


class MailState(models.TextChoices):
    """How far a mail has come."""

    QUEUED = "queued", pgettext_lazy("mail", "Waiting")
    SENDING = "sending", pgettext_lazy("mail", "Being sent")
    SENT = "sent", pgettext_lazy("mail", "Sent")
    PARKED = "parked", pgettext_lazy("mail", "Could not be sent")
    WITHHELD = "withheld", pgettext_lazy("mail", "Not sent: the person has stopped the use")


class OutboxQuerySet(models.QuerySet["OutboxMail"]):
    def due(self) -> Self:
        """Return what is to be tried now: waiting and due, or claimed by a worker that did not come back."""
        waiting = models.Q(state=MailState.QUEUED, next_attempt_at__lte=clock.now())
        left_behind = models.Q(state=MailState.SENDING, claimed_until__lte=clock.now())
        return self.filter(waiting | left_behind).order_by("next_attempt_at")

    def waiting(self) -> Self:
        return self.filter(state__in=(MailState.QUEUED, MailState.SENDING))

    def parked(self) -> Self:
        return self.filter(state=MailState.PARKED)

    def about(self, *subjects: str) -> Self:
        return self.filter(subject__in=subjects)


class OutboxMail(models.Model):
    """One mail to send. Its id is its Message-ID, so that a second delivery after a crash can be told as one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    subject = models.CharField(_("reference"), max_length=100, db_index=True)
    record = models.CharField(max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=2)
    state = models.CharField(_("state"), max_length=8, choices=MailState, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_attempt_at = models.DateTimeField(_("next try"), default=clock.now)
    claim = models.CharField(max_length=32, blank=True)
    claimed_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(_("queued"), default=clock.now)
    sent_at = models.DateTimeField(_("sent"), null=True)
    error = models.CharField(_("error"), max_length=60, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = [("resend_mail", _("Can send mails again"))]
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="outbox_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}".strip()


def queue_mail(kind: str, *, subject: str, record: str = "", language: str) -> OutboxMail:
    """Note a mail about `subject`, a reference or plain id; `record` is the id of exactly what it shows.

    Raises TransactionManagementError outside a transaction: an act and its mail stand or fall together.
    """
    mail = OutboxMail(kind=kind, subject=subject, record=record, language=language)
    queue_mails([mail])
    return mail


def queue_mails(mails: Iterable[OutboxMail]) -> None:
    """Note mails that one act brings about, at once. Raises TransactionManagementError as `queue_mail` does."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A mail is queued in the transaction of its act.")
    OutboxMail.objects.bulk_create(mails)


def delete_mails(*, subject: str) -> None:
    """Remove every mail about a subject that is erased, sent or not."""
    OutboxMail.objects.about(subject).delete()


@transaction.atomic
def dead_letter_unsent() -> int:
    """Park what the copy had not sent yet; return how many. What had been erased since is gone already."""
    return OutboxMail.objects.waiting().update(state=MailState.PARKED, claim="", claimed_until=None, error=RESTORED)


@transaction.atomic
def resend_mails(*, ids: Iterable[UUID], actor: User) -> int:
    """Put parked mails back into the queue, all their tries before them; return how many."""
    parked = OutboxMail.objects.parked().filter(pk__in=list(ids))
    count = parked.update(state=MailState.QUEUED, attempts=0, next_attempt_at=clock.now(), error="")
    if count:
        audit.record("mail.resent", actor=actor, data={"count": count})
    return count
