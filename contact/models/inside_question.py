"""A question of the desk to a colleague without rights at the desk, who may see this one inquiry until it is closed."""

from typing import Self

from django.conf import settings
from django.db import models

from contact.models.abstract import UnindexedModel, UuidModel
from contact.models.inquiry import Inquiry
from contact.models.message import Note
from contact.models.states import OPEN, Status

ASKABLE = OPEN | {Status.ANSWERED}


class InsideQuestionQuerySet(models.QuerySet["InsideQuestion"]):
    """Questions that are open, and those to one account."""

    def open(self) -> Self:
        """Leave out what was withdrawn, whose inquiry is closed or stopped, and whose note has been moved elsewhere."""
        standing = self.filter(ended_at=None, inquiry=models.F("note__inquiry"))
        return standing.filter(inquiry__status__in=ASKABLE, inquiry__restricted_at=None)

    def to(self, account_id: int | None) -> Self:
        return self.filter(colleague_id=account_id)


class InsideQuestion(UuidModel):
    """Lets an account see one inquiry and answer. Question and answers are notes, and are kept and erased as those."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="inside_questions")
    note = models.OneToOneField(Note, on_delete=models.CASCADE, related_name="asked")
    colleague_id = models.BigIntegerField(db_index=True)
    # Whether the colleague sees name, company and contact data, and the correspondence.
    with_contact = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)

    objects = InsideQuestionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"question {self.pk}"


class NoticeChoice(UnindexedModel):
    """Which notices a member of the desk wants by email; who has chosen nothing gets all of them."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choice")
    assigned = models.BooleanField(default=True)
    message = models.BooleanField(default=True)
    due = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"notices of {self.user_id}"
