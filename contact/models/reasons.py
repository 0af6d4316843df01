"""The lists from which the desk takes a reason, and the remark that may go with it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms import clock
from cluster_cms.security import crypto
from contact.models.inquiry import Inquiry


class AccessReason(models.TextChoices):
    """Why somebody reads an inquiry. The first is taken for granted where it is one's work; else it is asked for."""

    HANDLING = "handling", pgettext_lazy("opening", "To answer it")
    STANDING_IN = "standing_in", pgettext_lazy("opening", "Standing in for the colleague in charge")
    EARLIER = "earlier", pgettext_lazy("opening", "To see what was answered earlier")
    PERSON = "person", pgettext_lazy("opening", "At the request of the person who wrote")
    DUTY = "duty", pgettext_lazy("opening", "A duty under law, or a legal claim")
    REVIEW = "review", pgettext_lazy("opening", "Internal audit of the desk")
    OTHER = "other", pgettext_lazy("opening", "Another reason, told in the remark")


class ErasureReason(models.TextChoices):
    """Why somebody at the desk deletes an inquiry. There is no remark: it would go with the inquiry."""

    PERSON = "person", pgettext_lazy("deletion", "At the request of the person who wrote")
    NEEDLESS = "needless", pgettext_lazy("deletion", "No longer needed")
    MISTAKE = "mistake", pgettext_lazy("deletion", "Sent twice, by mistake or as a test")
    ADVERTISING = "advertising", pgettext_lazy("deletion", "Advertising or spam")
    STRANGE = "strange", pgettext_lazy("deletion", "Holds data that we must not keep")


class ChangeReason(models.TextChoices):
    """Why the desk changes where an inquiry stands, or whose work it is. The first is chosen beforehand."""

    HANDLING = "handling", pgettext_lazy("change", "To handle it")
    PERSON = "person", pgettext_lazy("change", "At the request of the person who wrote")
    ELSEWHERE = "elsewhere", pgettext_lazy("change", "Dealt with by another way")
    SAME = "same", pgettext_lazy("change", "The same matter as another inquiry")
    COLLEAGUE = "colleague", pgettext_lazy("change", "The colleague in charge is away or has changed")
    MISTAKE = "mistake", pgettext_lazy("change", "To put right a mistake")


class SpamReason(models.TextChoices):
    """Why somebody at the desk marks an inquiry as spam. The first is taken for granted after one click."""

    ADVERTISING = "advertising", pgettext_lazy("marking", "Advertising")
    NONSENSE = "nonsense", pgettext_lazy("marking", "Makes no sense, or was sent by a program")
    ABUSE = "abuse", pgettext_lazy("marking", "Insults or threats")


class ClearingReason(models.TextChoices):
    """Why suspected spam is none. The first is taken for granted after one click."""

    GENUINE = "genuine", pgettext_lazy("clearing", "Looked at, and found to be genuine")
    PERSON = "person", pgettext_lazy("clearing", "The person who wrote has asked after it")
    MISTAKE = "mistake", pgettext_lazy("clearing", "Marked as spam by mistake")


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
