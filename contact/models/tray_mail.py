"""Mails that arrived in the desk's mailbox and belong to no inquiry yet; by what mails are matched and known."""

from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms import clock
from cluster_cms.privacy.personal_data import Person
from cluster_cms.security import crypto
from contact.models.abstract import UnindexedModel, UuidModel
from contact.models.inquiry import Inquiry
from contact.text.arrived_mail import ArrivalKind
from contact.text.email_address import email_hmac

KEPT_THROWN_AWAY = timedelta(days=30)


class ThrowAwayReason(models.TextChoices):
    """Why a mail is thrown away; the first is the default."""

    ADVERTISING = "advertising", pgettext_lazy("throwing away", "Advertising or spam")
    SETTLED = "settled", pgettext_lazy("throwing away", "Looked at; nothing is left to do")
    ELSEWHERE = "elsewhere", pgettext_lazy("throwing away", "Dealt with by another way")
    NOT_FOR_US = "not_for_us", pgettext_lazy("throwing away", "Not meant for us")
    AGE = "age", pgettext_lazy("throwing away", "Automatic answer, after seven days")
    BLOCKED = "blocked", _("The sender or the domain is on the block list")


class TrayQuerySet(models.QuerySet["TrayMail"]):
    def waiting(self) -> Self:
        return self.filter(thrown_away_at=None)

    def thrown_away(self) -> Self:
        return self.exclude(thrown_away_at=None)

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def of_person(self, person: Person) -> Self:
        """Return the mails sent from exactly this address."""
        return self.filter(email_hmac=email_hmac(person.address))


class TrayMail(UuidModel):
    """A mail that waits to be added to an inquiry, to become a new one, or to be thrown away.

    `content` holds what was read of it: text, sender, address, subject, at (ISO 8601, or empty), message_id,
    attachments, warnings.
    """

    kind = models.CharField(_("kind"), max_length=9, choices=ArrivalKind)
    received_at = models.DateTimeField(pgettext_lazy("when", "Received"), default=clock.now, db_index=True)
    email_hmac = models.CharField(max_length=64, db_index=True, blank=True)  # of the sender; empty without an address
    # What a report of non-delivery or an automatic answer is about.
    inquiry = models.ForeignKey(Inquiry, null=True, on_delete=models.CASCADE, related_name="tray_mails")
    content = crypto.EncryptedJSONField()
    original = crypto.EncryptedBytesField()  # byte for byte; the head alone where the mail is too large
    is_whole = models.BooleanField(default=True)
    size = models.PositiveBigIntegerField()  # bytes of the mail
    thrown_away_at = models.DateTimeField(null=True, db_index=True)
    thrown_away_for = models.CharField(max_length=11, choices=ThrowAwayReason, blank=True)

    objects = TrayQuerySet.as_manager()

    class Meta(UuidModel.Meta):
        ordering = ["-received_at", "pk"]
        verbose_name = _("email in the tray")
        verbose_name_plural = _("emails in the tray")

    def __str__(self) -> str:
        return f"arrived mail {self.pk}"

    def value(self, name: str) -> Any:
        """Return one of the values that were read of the mail."""
        return self.content[name]


class SeenMail(UnindexedModel):
    """The keyed hash of a mail that was taken from the mailbox, so that each is taken once."""

    fingerprint = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField(default=clock.now, db_index=True)

    def __str__(self) -> str:
        return self.fingerprint[:8]


class ThreadMail(UuidModel):
    """A mail to the writer of an inquiry, under its number in the outbox, of which its Message-ID is made.

    It outlives the row of the outbox, so that a late answer finds its inquiry.
    """

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="thread_mails")

    def __str__(self) -> str:
        return f"mail {self.pk}"
