"""A revision of a document: one file that is never exchanged, its language, dates and note."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.pages.languages import LANGUAGES
from cluster_cms.text.file_names import stored_name
from cluster_cms.text.validity import Validity, validity_on
from library.text.file_types import content_type


class RevisionLanguage(models.TextChoices):
    """The languages in which a revision is written; a drawing without words is for both."""

    JAPANESE = "ja", _("Japanese")
    ENGLISH = "en", _("English")
    BOTH = "both", _("Japanese and English")


def place(revision: "DocumentRevision", name: str) -> str:
    """Return the path of a file in the storage."""
    return f"library/{revision.document.name}/{revision.number}/{stored_name(name)}"


class DocumentRevision(models.Model):
    """One revision, numbered within its document."""

    document = models.ForeignKey(
        "library.LibraryDocument",
        on_delete=models.PROTECT,
        related_name="revisions",
        verbose_name=_("library document"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    file = models.FileField(_("file"), upload_to=place, max_length=255)
    file_name = models.CharField(max_length=120)
    suffix = models.CharField(max_length=10)
    size = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    language = models.CharField(_("language"), max_length=4, choices=RevisionLanguage)
    dated = models.DateField(_("date"))
    expires_on = models.DateField(_("valid until"), null=True)
    note_ja = models.TextField(_("what is new, Japanese"), max_length=300, blank=True)
    note_en = models.TextField(_("what is new, English"), max_length=300, blank=True)
    added_at = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_on = models.DateField(null=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("revision of a document")
        ordering = ["document", "-number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_revision_of_a_number")]

    def __str__(self) -> str:
        return f"{self.document_id}/{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a new revision, or its withdrawal. Raises ValueError for any other change."""
        if self.pk and set(kwargs.get("update_fields") or ["file"]) != {"withdrawn_on"}:
            raise ValueError("A revision is never changed; it may be withdrawn.")
        super().save(*args, **kwargs)

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the codes of its languages."""
        return LANGUAGES if self.language == RevisionLanguage.BOTH else (self.language,)

    @property
    def type_name(self) -> str:
        """Return the type as people name it: PDF, XLSX, STEP."""
        return self.suffix[1:].upper()

    @property
    def content_type(self) -> str:
        return content_type(self.suffix)

    def standing_on(self, day: date) -> Validity:
        """Return what a reader has to know on a day; a revision is valid to the end of its last day."""
        return Validity.WITHDRAWN if self.withdrawn_on else validity_on(day, self.expires_on)

    @property
    def standing(self) -> Validity:
        return self.standing_on(clock.today())

    def words(self) -> list[str]:
        """Return what it is found by: the name of its file, its notes, and its text."""
        text = RevisionText.objects.filter(revision=self).first()
        return [self.file_name, self.note_ja, self.note_en, text.text if text else ""]


class RevisionText(models.Model):
    """The text of a revision, for the search; apart from it, so that lists do not read it."""

    revision = models.OneToOneField(DocumentRevision, on_delete=models.CASCADE, primary_key=True, related_name="text")
    text = models.TextField()
    cut = models.BooleanField(default=False)  # there was more of it

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class ExpiryReminder(models.Model):
    """A mail about a revision that expires was queued; the row keeps it from being sent again."""

    revision = models.ForeignKey(DocumentRevision, on_delete=models.CASCADE, related_name="reminders")
    days = models.PositiveSmallIntegerField()  # before the last day
    at = models.DateTimeField(default=clock.now)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["revision", "days"], name="one_reminder_of_a_day")]

    def __str__(self) -> str:
        return f"{self.revision_id} {self.days}"
