"""The rows of the outbox: which kind of mail about which record, and how far it has come. No address, no text."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms import clock


class State(models.TextChoices):
    """How far a mail has come."""

    QUEUED = "queued", pgettext_lazy("mail", "Waiting")
    SENDING = "sending", pgettext_lazy("mail", "Being sent")
    SENT = "sent", pgettext_lazy("mail", "Sent")
    PARKED = "parked", pgettext_lazy("mail", "Could not be sent")
    WITHHELD = "withheld", pgettext_lazy("mail", "Not sent: the person has stopped the use")


class OutboxQuerySet(models.QuerySet["OutboxMail"]):
    def due(self) -> Self:
        """Return what is to be tried now: waiting and due, or claimed by a worker that did not come back."""
        waiting = models.Q(state=State.QUEUED, next_attempt_at__lte=clock.now())
        left_behind = models.Q(state=State.SENDING, claimed_until__lte=clock.now())
        return self.filter(waiting | left_behind).order_by("next_attempt_at")

    def waiting(self) -> Self:
        return self.filter(state__in=(State.QUEUED, State.SENDING))

    def parked(self) -> Self:
        return self.filter(state=State.PARKED)

    def about(self, *subjects: str) -> Self:
        return self.filter(subject__in=subjects)


class OutboxMail(models.Model):
    """One mail to send. Its id is its Message-ID, so that a second delivery after a crash can be told as one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    subject = models.CharField(_("reference"), max_length=100, db_index=True)
    record = models.CharField(max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=2)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.QUEUED)
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
