"""For which purposes of the register an inquiry was collected: what an export asks before anything leaves."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InquiryPurpose(models.Model):
    """One purpose that stood beside the form when an inquiry was sent. Written once, gone with the inquiry."""

    wagtail_reference_index_ignore = True

    inquiry = models.ForeignKey("contact.Inquiry", on_delete=models.CASCADE, related_name="collected_for")
    purpose = models.ForeignKey(
        "cluster_cms.Purpose", on_delete=models.PROTECT, related_name="+", verbose_name=_("purpose of use")
    )

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["inquiry", "purpose"], name="purpose_once_in_inquiry")]

    def __str__(self) -> str:
        return f"{self.inquiry_id} for {self.purpose_id}"
