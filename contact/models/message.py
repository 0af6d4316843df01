"""Notes of the desk, messages between the desk and the writer of an inquiry, and reply templates."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms import clock
from cluster_cms.mail.wording import Wording, problems
from cluster_cms.pages.languages import LANGUAGES, paired
from cluster_cms.security import crypto
from contact.models.abstract import UuidModel
from contact.models.inquiry import LANGUAGE_NAMES, Inquiry

REPLY_PLACES = {
    "name": _("the name of the person"),
    "reference": _("the reference of the inquiry"),
    "desk": _("the name of the desk"),
}
REPLY_WORDING = Wording(
    subject=_("Reply template"), body=pgettext_lazy("message", "Text"), places=REPLY_PLACES, required=frozenset()
)


class Note(UuidModel):
    """An internal note of the desk; disclosed to the writer only where `disclosable` is set."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="notes")
    text = crypto.EncryptedTextField()
    author_id = models.BigIntegerField(_("account"))
    at = models.DateTimeField(_("time"), default=clock.now)
    disclosable = models.BooleanField(_("may be disclosed to the person"), default=False)

    class Meta(UuidModel.Meta):
        ordering = ["at", "pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return f"note {self.pk}"


class Direction(models.TextChoices):
    """Whether a message comes from the desk or from the writer."""

    OUT = "out", pgettext_lazy("message", "From the desk")
    IN = "in", pgettext_lazy("message", "From the writer")


class MessageChannel(models.TextChoices):
    """How a message was sent or entered."""

    HERE = "here", pgettext_lazy("message", "Sent from here")
    ELSEWHERE = "elsewhere", pgettext_lazy("message", "Sent elsewhere, recorded here")
    PASTED = "pasted", pgettext_lazy("message", "Email, pasted in")
    MAILBOX = "mailbox", pgettext_lazy("message", "Email, from the mailbox")


class Message(UuidModel):
    """One message. `address` is the recipient or the sender; the state of its mail is in the outbox."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="messages")
    direction = models.CharField(max_length=3, choices=Direction)
    channel = models.CharField(_("way"), max_length=9, choices=MessageChannel)
    subject = crypto.EncryptedTextField(null=True)
    body = crypto.EncryptedTextField()
    address = crypto.EncryptedTextField(null=True)
    # Of a mail of the writer: its Message-ID, the keyed hash by which the same mail is found again, and of the files
    # that are in the original alone a list of name, type and size in bytes.
    message_id = crypto.EncryptedTextField(null=True)
    email_fingerprint = models.CharField(max_length=64, db_index=True, blank=True)
    attachments = crypto.EncryptedJSONField(null=True)
    # What adding it changed of the inquiry, and the version after it: put back when it leaves before anything else.
    replaced_state = models.JSONField(null=True)
    # It went to an address other than the writer's; the register of transfers holds the recipient.
    to_another = models.BooleanField(default=False)
    # A reply of a new colleague that somebody else reads before it leaves.
    awaits_reader = models.BooleanField(default=False)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGE_NAMES)
    # The account that wrote it or added it; none where it was read from the mailbox and belonged here.
    author_id = models.BigIntegerField(_("account"), null=True)
    # When it was written; `recorded_at` is when it was stored here.
    at = models.DateTimeField(_("time"), default=clock.now)
    recorded_at = models.DateTimeField(_("recorded"), default=clock.now)

    class Meta(UuidModel.Meta):
        ordering = ["at", "recorded_at", "pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def __str__(self) -> str:
        return f"message {self.pk}"


class EmailOriginal(UuidModel):
    """A mail of the writer as it came, byte for byte: the source or file, or the text that was pasted in.

    A row of its own, because it may be large and is read only to be downloaded or disclosed.
    """

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="original")
    content = crypto.EncryptedBytesField()
    is_source = models.BooleanField(default=True)

    class Meta(UuidModel.Meta):
        verbose_name = _("original of an email")
        verbose_name_plural = _("originals of emails")

    def __str__(self) -> str:
        return f"original {self.pk}"


class Remark(UuidModel):
    """Free text added to the reason for opening an inquiry."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="remarks")
    at = models.DateTimeField(_("time"), default=clock.now)
    author_id = models.BigIntegerField(_("account"))
    text = crypto.EncryptedTextField()

    class Meta(UuidModel.Meta):
        ordering = ["at", "pk"]
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")

    def __str__(self) -> str:
        return f"remark {self.pk}"


class ReplyTemplate(UuidModel):
    """A text for replies in both languages, with placeholders that are filled in for each inquiry."""

    title_ja = models.CharField(_("Japanese"), max_length=60)
    title_en = models.CharField(_("English"), max_length=60)
    body_ja = models.TextField(_("Japanese"), max_length=4000)
    body_en = models.TextField(_("English"), max_length=4000)

    class Meta(UuidModel.Meta):
        default_permissions = ("add", "change", "delete", "view")
        ordering = ["title_ja", "pk"]
        verbose_name = _("reply template")
        verbose_name_plural = _("reply templates")

    def __str__(self) -> str:
        return paired(self, "title")

    def clean(self) -> None:
        """Raise ValidationError for unknown placeholders or stray brackets."""
        found = {
            f"body_{language}": wrong
            for language in LANGUAGES
            if (wrong := problems(REPLY_WORDING, subject="-", body=paired(self, "body", language)))
        }
        if found:
            raise ValidationError(found)
