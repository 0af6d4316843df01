"""Notes of the desk, messages between the desk and the writer of an inquiry, and reply templates."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms import clock
from cluster_cms.mail.wording import Wording, problems
from cluster_cms.pages.languages import LANGUAGES, paired
from cluster_cms.security import crypto
from contact.models.inquiry import LANGUAGE_NAMES, Inquiry

REPLY_PLACES = {
    "name": _("the name of the person"),
    "reference": _("the reference of the inquiry"),
    "desk": _("the name of the desk"),
}
REPLY_WORDING = Wording(subject=_("Reply template"), body=_("Text"), places=REPLY_PLACES, required=frozenset())


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


class MessageChannel(models.TextChoices):
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
    way = models.CharField(_("way"), max_length=9, choices=MessageChannel)
    subject = crypto.EncryptedTextField(null=True)
    body = crypto.EncryptedTextField()
    address = crypto.EncryptedTextField(null=True)
    # That it went to somebody else than the person; who that is, the register of transfers says.
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


class Remark(models.Model):
    """What somebody adds to the reason for opening an inquiry, in free words. Encrypted, and gone with the inquiry."""

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="remarks")
    at = models.DateTimeField(_("time"), default=clock.now)
    author_id = models.BigIntegerField(_("account"))
    text = crypto.EncryptedTextField()

    class Meta:
        default_permissions = ()
        ordering = ["at", "pk"]
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")

    def __str__(self) -> str:
        return f"remark {self.pk}"


class ReplyTemplate(models.Model):
    """One text for replies. It holds nothing of any visitor: what it needs of them is filled in when it is used."""

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title_ja = models.CharField(_("Japanese"), max_length=60)
    title_en = models.CharField(_("English"), max_length=60)
    body_ja = models.TextField(_("Japanese"), max_length=4000)
    body_en = models.TextField(_("English"), max_length=4000)

    class Meta:
        default_permissions = ("add", "change", "delete", "view")
        ordering = ["title_ja", "pk"]
        verbose_name = _("reply template")
        verbose_name_plural = _("reply templates")

    def __str__(self) -> str:
        return paired(self, "title")

    def clean(self) -> None:
        """Refuse a text with a place that nobody could fill."""
        found = {
            f"body_{language}": wrong
            for language in LANGUAGES
            if (wrong := problems(REPLY_WORDING, subject="-", body=paired(self, "body", language)))
        }
        if found:
            raise ValidationError(found)
