"""For which purposes an inquiry was collected, and which changes of purpose people must be told of."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock


class InquiryPurpose(models.Model):
    """One purpose that stood beside the form when an inquiry was sent. Written once, gone with the inquiry."""

    wagtail_reference_index_ignore = True

    inquiry = models.ForeignKey("contact.Inquiry", on_delete=models.CASCADE, related_name="purposes_collected_for")
    purpose = models.ForeignKey(
        "cluster_cms.Purpose", on_delete=models.PROTECT, related_name="+", verbose_name=_("purpose of use")
    )

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["inquiry", "purpose"], name="purpose_once_in_inquiry")]

    def __str__(self) -> str:
        return f"{self.inquiry_id} for {self.purpose_id}"


class PurposeNoticeQuerySet(models.QuerySet["PurposeNotice"]):
    def waiting(self) -> Self:
        return self.filter(finished_at=None)


class PurposeNotice(models.Model):
    """One revision of the policy that changes a purpose. `after`: the look-up hash of the last address told."""

    wagtail_reference_index_ignore = True

    revision = models.OneToOneField("policy.PolicyRevision", on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=clock.now)
    after = models.CharField(max_length=64, blank=True)
    count = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    objects = PurposeNoticeQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"notice of policy:{self.revision_id}"
