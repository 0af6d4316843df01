"""What somebody of the desk is writing about an inquiry and has not sent or saved yet."""

from django.db import models

from cluster_cms import clock
from cluster_cms.security import crypto
from contact.models.abstract import UuidModel
from contact.models.inquiry import Inquiry


class DraftForm(models.TextChoices):
    """The forms of an inquiry's page whose text is kept, by the last part of the address they post to."""

    REPLY = "reply"
    REPLIED = "replied"
    NOTES = "notes"


class DeskDraft(UuidModel):
    """The texts of one form as one account has left them, shown to nobody else and deleted with the inquiry."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="desk_drafts")
    author_id = models.BigIntegerField()
    form = models.CharField(max_length=8, choices=DraftForm)
    texts = crypto.EncryptedJSONField()
    saved_at = models.DateTimeField(default=clock.now)

    class Meta(UuidModel.Meta):
        constraints = [models.UniqueConstraint(fields=["inquiry", "author_id", "form"], name="one_draft_of_a_form")]

    def __str__(self) -> str:
        return f"draft {self.pk}"
