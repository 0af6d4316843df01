"""Why the desk does what it does: the lists from which a reason is taken, and the remark that may go with it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms import clock, crypto
from contact.records.inquiry import Inquiry


class OpeningReason(models.TextChoices):
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
