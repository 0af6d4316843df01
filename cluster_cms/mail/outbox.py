"""The rows of the outbox; queueing, deleting and resending them. Neither address nor text of a mail is stored."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms import clock
from cluster_cms.security import audit
from cluster_cms.security.accounts import User

PROMPT = timedelta(minutes=5)  # a mail that has not left by then is told to the desk
RESTORED = "restored"  # the `error` of mails that a restore has held back


class MailState(models.TextChoices):
    """How far a mail has come."""

    QUEUED = "queued", pgettext_lazy("mail", "Waiting")
    SENDING = "sending", pgettext_lazy("mail", "Being sent")
    SENT = "sent", pgettext_lazy("mail", "Sent")
    DEAD_LETTERED = "dead_lettered", pgettext_lazy("mail", "Could not be sent")
    BOUNCED = "bounced", pgettext_lazy("mail", "Came back undelivered")
    DISMISSED = "dismissed", pgettext_lazy("mail", "Not delivered, and dealt with")
    WITHHELD = "withheld", pgettext_lazy("mail", "Not sent: the person has stopped the use")


class DismissReason(models.TextChoices):
    """Why a mail that was not delivered is not sent again."""

    OTHER_WAY = "other_way", pgettext_lazy("dismissal", "The person was told by another way")
    ARRIVED = "arrived", pgettext_lazy("dismissal", "It arrived all the same")
    NEEDLESS = "needless", pgettext_lazy("dismissal", "No longer needed")
    NO_ADDRESS = "no_address", pgettext_lazy("dismissal", "The address does not exist, and no other is known")


FAILED = (MailState.DEAD_LETTERED, MailState.BOUNCED)


class OutboxQuerySet(models.QuerySet["OutboxMail"]):
    def due(self) -> Self:
        """Return what is to be tried now: waiting and due, or claimed by a worker that did not come back."""
        waiting = models.Q(state=MailState.QUEUED, next_attempt_at__lte=clock.now())
        left_behind = models.Q(state=MailState.SENDING, claimed_until__lte=clock.now())
        return self.filter(waiting | left_behind).order_by("next_attempt_at")

    def waiting(self) -> Self:
        return self.filter(state__in=(MailState.QUEUED, MailState.SENDING))

    def dead_lettered(self) -> Self:
        return self.filter(state=MailState.DEAD_LETTERED)

    def failed(self) -> Self:
        """Return what was refused, given up, or came back, and was neither sent again nor dismissed."""
        return self.filter(state__in=FAILED)

    def delayed(self) -> Self:
        """Return what has waited for more than five minutes, for whatever reason."""
        return self.waiting().filter(created_at__lt=clock.now() - PROMPT)

    def undelivered(self) -> Self:
        return self.failed() | self.delayed()

    def about(self, *subjects: str) -> Self:
        return self.filter(subject__in=subjects)


class OutboxMail(models.Model):
    """One mail to send. Its id is its Message-ID, by which a second delivery after a crash is known as such."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    subject = models.CharField(_("reference"), max_length=100, db_index=True)
    record = models.CharField(max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=2)
    state = models.CharField(_("state"), max_length=16, choices=MailState, default=MailState.QUEUED)
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
        permissions = [("resend_mail", _("Can send emails again"))]
        verbose_name = _("email")
        verbose_name_plural = _("emails")
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="outbox_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}".strip()


def queue_mail(
    kind: str, *, subject: str, record: str = "", language: str, not_before: datetime | None = None
) -> OutboxMail:
    """Queue a mail about `subject`, a reference or plain id; `record` is the id of what the mail shows.

    It leaves at once, or `not_before` a moment until which it can be recalled.

    Raises TransactionManagementError outside a transaction: an act and its mail are stored together or not at all.
    """
    first = not_before or clock.now()
    mail = OutboxMail(kind=kind, subject=subject, record=record, language=language, next_attempt_at=first)
    queue_mails([mail])
    return mail


def queue_mails(mails: Iterable[OutboxMail]) -> None:
    """Queue several mails by one query. Raises TransactionManagementError as `queue_mail` does."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A mail is queued in the transaction of its act.")
    OutboxMail.objects.bulk_create(mails)


@transaction.atomic
def recall_mail(kind: str, *, record: str) -> bool:
    """Delete a mail that no worker has tried to send yet; return False where one was faster."""
    untried = OutboxMail.objects.filter(kind=kind, record=record, state=MailState.QUEUED, attempts=0)
    recalled = untried.update(state=MailState.DISMISSED)  # by one UPDATE, as a worker claims it
    OutboxMail.objects.filter(kind=kind, record=record, state=MailState.DISMISSED, attempts=0).delete()
    return bool(recalled)


def delete_mails(*, subject: str) -> None:
    """Remove every mail about a subject that is erased, sent or not."""
    OutboxMail.objects.about(subject).delete()


@transaction.atomic
def dead_letter_unsent() -> int:
    """Dead-letter all mails of a restored database that were not sent yet; return how many."""
    unsent = OutboxMail.objects.waiting()
    return unsent.update(state=MailState.DEAD_LETTERED, claim="", claimed_until=None, error=RESTORED)


@transaction.atomic
def resend_mails(*, ids: Iterable[UUID], actor: User) -> int:
    """Put mails that failed back into the queue with all their tries; return how many."""
    chosen = OutboxMail.objects.failed().filter(pk__in=list(ids))
    count = chosen.update(state=MailState.QUEUED, attempts=0, next_attempt_at=clock.now(), error="")
    if count:
        audit.record("mail.resent", actor=actor, data={"count": count})
    return count


@transaction.atomic
def dismiss_mails(*, ids: Iterable[UUID], reason: DismissReason, actor: User) -> int:
    """Settle mails that failed without sending them again, each with an audit entry; return how many."""
    chosen = list(OutboxMail.objects.failed().filter(pk__in=list(ids)).select_for_update().order_by("pk"))
    OutboxMail.objects.filter(pk__in=[mail.pk for mail in chosen]).update(state=MailState.DISMISSED)
    for mail in chosen:
        audit.record("mail.dismissed", actor=actor, subject=mail.subject, data={"reason": reason.value})
    return len(chosen)


@transaction.atomic
def report_bounce(*, mail: OutboxMail, actor: User | None) -> bool:
    """Record that a sent mail came back, without an actor as the mailbox tells; return False where it was not sent."""
    bounced = OutboxMail.objects.filter(pk=mail.pk, state=MailState.SENT).update(state=MailState.BOUNCED)
    if bounced:
        audit.record("mail.bounced", actor=actor, subject=mail.subject)
    return bool(bounced)
