"""What is said about an inquiry: the desk's own notes, and the messages between the desk and the person who wrote.

All words are encrypted and hang on their inquiry: they go with it. The key is drawn by the form that is filled in, so
that a second click writes nothing twice.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms import clock, crypto
from contact.records.inquiry import LANGUAGE_NAMES, Inquiry


class Note(models.Model):
    """What somebody at the desk notes; it stays inside unless it is marked."""

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="notes")
    text = crypto.EncryptedTextField()
    author_id = models.BigIntegerField(_("account"))
    at = models.DateTimeField(_("time"), default=clock.now)
    disclosable = models.BooleanField(_("may be disclosed to the person"), default=False)

    class Meta:
        default_permissions = ()
        ordering = ["at", "pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return f"note {self.pk}"


class Direction(models.TextChoices):
    """Who speaks: the desk, or the person who wrote."""

    OUT = "out", pgettext_lazy("message", "From the desk")
    IN = "in", pgettext_lazy("message", "From the writer")


class Way(models.TextChoices):
    """How a message came to be here."""

    HERE = "here", pgettext_lazy("message", "Sent from here")
    ELSEWHERE = "elsewhere", pgettext_lazy("message", "Sent elsewhere, recorded here")
    PASTED = "pasted", pgettext_lazy("message", "Mail, pasted in")


class Message(models.Model):
    """One message. `address` is whom it went to, or whom it came from; how far its mail has come, the outbox knows."""

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="messages")
    direction = models.CharField(max_length=3, choices=Direction)
    way = models.CharField(_("way"), max_length=9, choices=Way)
    subject = crypto.EncryptedTextField(null=True)
    body = crypto.EncryptedTextField()
    address = crypto.EncryptedTextField(null=True)
    # That it went to somebody else than the person; who that is, the register of hand-overs says.
    to_another = models.BooleanField(default=False)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGE_NAMES)
    # Who wrote it, or who brought it in from elsewhere.
    author_id = models.BigIntegerField(_("account"))
    # When it was written; recorded_at tells when it was brought in.
    at = models.DateTimeField(_("time"), default=clock.now)
    recorded_at = models.DateTimeField(_("recorded"), default=clock.now)

    class Meta:
        default_permissions = ()
        ordering = ["at", "recorded_at", "pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def __str__(self) -> str:
        return f"message {self.pk}"
