"""Consent to use an inquiry for another purpose than those for which it was collected (APPI Art. 18(1))."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms import clock


class Answer(models.TextChoices):
    """What the writer says to it."""

    ASKED = "asked", pgettext_lazy("consent", "Asked, not answered")
    GIVEN = "given", pgettext_lazy("consent", "Given")
    REFUSED = "refused", pgettext_lazy("consent", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("consent", "Withdrawn")


STANDING = (Answer.ASKED, Answer.GIVEN)


class ConsentQuerySet(models.QuerySet["Consent"]):
    def given(self) -> Self:
        return self.filter(answer=Answer.GIVEN)

    def answerable(self) -> Self:
        return self.filter(answer=Answer.ASKED, expires_at__gt=clock.now())


class Consent(models.Model):
    """One question by mail and its answer; of the links that answer and withdraw only hashes are stored.

    A no is final for this record; so is a withdrawal. It goes with its inquiry.
    """

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inquiry = models.ForeignKey("contact.Inquiry", on_delete=models.CASCADE, related_name="consents")
    purpose = models.ForeignKey(
        "cluster_cms.Purpose", on_delete=models.PROTECT, related_name="+", verbose_name=_("purpose of use")
    )
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, default=Answer.ASKED)
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    asked_by_id = models.BigIntegerField(_("asked by"))
    expires_at = models.DateTimeField(_("can be answered until"))
    answered_at = models.DateTimeField(_("answered"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    question_hash = models.CharField(max_length=64, unique=True)
    withdrawal_hash = models.CharField(max_length=64, unique=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["inquiry", "purpose"], condition=models.Q(answer__in=STANDING), name="one_standing_consent"
            )
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"
