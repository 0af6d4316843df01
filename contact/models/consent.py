"""Purposes an inquiry was collected for, notices of changed purposes, and consents (APPI Art. 18(1), 27(1))."""

import unicodedata
import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.privacy.countries import COUNTRIES, JAPAN
from cluster_cms.security import crypto


class ConsentAnswer(models.TextChoices):
    """What the writer says to it."""

    ASKED = "asked", pgettext_lazy("consent", "Asked, not answered")
    GIVEN = "given", pgettext_lazy("consent", "Given")
    REFUSED = "refused", pgettext_lazy("consent", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("consent", "Withdrawn")


CONSENT_IN_EFFECT = (ConsentAnswer.ASKED, ConsentAnswer.GIVEN)


def recipient_key(name: str) -> str:
    """Return the look-up hash of a third party, however its name is spaced; empty for none."""
    folded = "".join(unicodedata.normalize("NFKC", name).split())
    return crypto.lookup_hash(folded, purpose="consent.recipient") if folded else ""


class ConsentQuerySet(models.QuerySet["Consent"]):
    def given(self) -> Self:
        return self.filter(answer=ConsentAnswer.GIVEN)

    def answerable(self) -> Self:
        return self.filter(answer=ConsentAnswer.ASKED, expires_at__gt=clock.now())

    def to_give_to(self, *names: str) -> Self:
        """Return those that name a third party, by any of the names it goes by."""
        return self.filter(recipient_key__in={recipient_key(name) for name in names} - {""})


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
    # The third party to whom it may be given; without one, the consent is to the company's own use.
    recipient = crypto.EncryptedTextField(null=True)
    recipient_key = models.CharField(max_length=64, blank=True, default="")
    country = models.CharField(_("country"), max_length=2, choices=COUNTRIES, default=JAPAN)
    answer = models.CharField(_("answer"), max_length=10, choices=ConsentAnswer, default=ConsentAnswer.ASKED)
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
                fields=["inquiry", "purpose", "recipient_key"],
                condition=models.Q(answer__in=CONSENT_IN_EFFECT),
                name="one_standing_consent",
            )
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"

    def text(self, language: str) -> str:
        """Return in words what was asked: the purpose, and who would receive the inquiry."""
        purpose = self.purpose.text(language)
        if not self.recipient:
            return purpose
        with override(language):
            told = {"recipient": self.recipient, "country": self.get_country_display(), "purpose": purpose}
            return gettext("We would give it to %(recipient)s (%(country)s) for this purpose: %(purpose)s") % told


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
