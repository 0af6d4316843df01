"""Files with an inquiry: sent with the form or by mail, or data sheets of the library that went out with a reply."""

from collections.abc import Iterable
from typing import Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.security import crypto
from contact.models.abstract import UuidModel
from contact.models.inquiry import Inquiry
from contact.models.message import Message
from library.attachable import content_of


class AttachedFileQuerySet(models.QuerySet["AttachedFile"]):
    """Attached files by what they wait for."""

    def held(self) -> Self:
        """Return the files of forms that are not sent yet."""
        return self.filter(inquiry=None)

    def held_under(self, tokens: Iterable[UUID]) -> Self:
        return self.held().filter(pk__in=list(tokens))


class AttachedFileManager(models.Manager["AttachedFile"]):
    """Leaves the content in the database until it is asked for, so that lists stay small."""

    def get_queryset(self) -> AttachedFileQuerySet:
        return AttachedFileQuerySet(self.model, using=self._db).defer("content")


class AttachedFile(UuidModel):
    """One file, deleted with its inquiry or message.

    Without an inquiry it belongs to a form that its visitor has not sent: its id, which only that form names, is the
    token by which it is found, and it is deleted after an hour. Without a message it came with the form. A document of
    the library has no content here: its `revision_id` names a file that never changes.
    """

    inquiry = models.ForeignKey(Inquiry, null=True, on_delete=models.CASCADE, related_name="attached_files")
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="attached_files")
    name = crypto.EncryptedTextField()
    # By its content, as a suffix without the dot; empty where it is not recognised.
    kind = models.CharField(_("kind"), max_length=10, blank=True)
    size = models.PositiveIntegerField(_("size"))  # bytes
    content = crypto.EncryptedBytesField(null=True)
    revision_id = models.BigIntegerField(null=True)
    # The account that added it; None for visitors and for mails that were read by the worker.
    author_id = models.BigIntegerField(_("account"), null=True)
    at = models.DateTimeField(_("time"), default=clock.now, db_index=True)

    objects = AttachedFileManager.from_queryset(AttachedFileQuerySet)()

    class Meta(UuidModel.Meta):
        ordering = ["at", "pk"]
        verbose_name = _("attached file")
        verbose_name_plural = _("attached files")
        constraints = [
            models.CheckConstraint(
                name="attached_file_of_message_has_inquiry",
                condition=models.Q(message__isnull=True) | models.Q(inquiry__isnull=False),
            ),
            models.CheckConstraint(
                name="attached_file_has_one_content",
                condition=models.Q(content__isnull=False, revision_id__isnull=True)
                | models.Q(content__isnull=True, revision_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"attached file {self.pk}"

    @property
    def type_name(self) -> str:
        """Return the type as people name it, by the content: PDF, STEP; empty where it is not recognised."""
        return self.kind.upper()

    def read(self) -> bytes:
        """Return the bytes of the file. Raises library.attachable.NotAttachable where the library has lost it."""
        return content_of(self.revision_id) if self.revision_id else bytes(self.content)
