"""Exports of inquiries: who exported which inquiries, why, and which copies outside the site are to be deleted."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms import clock
from cluster_cms.security import crypto
from contact.models.abstract import UnindexedModel, UuidModel
from contact.models.transfer import Recipient


class ExportReason(models.TextChoices):
    """Why inquiries are exported."""

    ANSWERING = "answering", pgettext_lazy("export", "To answer the inquiries")
    PERSON = "person", pgettext_lazy("export", "At the request of the person who wrote")
    DUTY = "duty", pgettext_lazy("export", "A duty under law, or a legal claim")
    REVIEW = "review", pgettext_lazy("export", "Internal audit of the desk")
    OTHER = "other", pgettext_lazy("export", "Another reason, told in the remark")


class ExportFormat(models.TextChoices):
    """The file format of an export; the first is the default."""

    XLSX = "xlsx", _("Excel (XLSX)")
    CSV = "csv", "CSV"
    JSON = "json", _("JSON, for programs")


class ExportRecord(UuidModel):
    """One export. The remark may name people: it is deleted as soon as any inquiry of the export is erased."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("time"), default=clock.now)
    actor_id = models.BigIntegerField(_("account"))
    form = models.CharField(_("format"), max_length=4, choices=ExportFormat)
    reason = models.CharField(_("reason"), max_length=12, choices=ExportReason)
    remark = crypto.EncryptedTextField(null=True)
    recipient = models.CharField(_("recipient"), max_length=12, choices=Recipient)
    # None: the law itself allows the use, whatever the purpose (APPI Art. 18(3)).
    purpose = models.ForeignKey("cluster_cms.Purpose", null=True, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField(_("inquiries"), default=0)
    left_out = models.PositiveIntegerField(_("left out"), default=0)

    class Meta(UuidModel.Meta):
        ordering = ["-number"]
        verbose_name = _("export")
        verbose_name_plural = _("exports")

    def __str__(self) -> str:
        return f"export {self.number}"


class ExportedInquiry(UnindexedModel):
    """One inquiry in an export. Written in bulk, hence without database constraints on its foreign keys."""

    export = models.ForeignKey(ExportRecord, on_delete=models.CASCADE, db_constraint=False, db_index=False)
    received_at = models.DateTimeField()
    inquiry = models.ForeignKey("contact.Inquiry", on_delete=models.CASCADE, db_constraint=False, related_name="+")

    class Meta(UnindexedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["export", "received_at", "inquiry"], name="once_in_export")]

    def __str__(self) -> str:
        return f"{self.inquiry_id} in {self.export_id}"


class ExportCopyQuerySet(models.QuerySet["ExportCopy"]):
    """Copies by whether their deletion is confirmed."""

    def unconfirmed(self) -> Self:
        return self.filter(confirmed_at=None)


class ExportCopy(UnindexedModel):
    """An erased inquiry that is still in an exported file, until the holder of the file confirms its deletion."""

    export = models.ForeignKey(ExportRecord, on_delete=models.PROTECT, related_name="copies")
    reference = models.CharField(_("reference"), max_length=9)
    erased_at = models.DateTimeField(_("deleted here"), default=clock.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    confirmed_by_id = models.BigIntegerField(_("confirmed by"), null=True)

    objects = ExportCopyQuerySet.as_manager()

    class Meta(UnindexedModel.Meta):
        verbose_name = _("copy to be deleted")
        verbose_name_plural = _("copies to be deleted")
        constraints = [models.UniqueConstraint(fields=["export", "reference"], name="one_copy_in_export")]

    def __str__(self) -> str:
        return f"{self.reference} in {self.export_id}"
