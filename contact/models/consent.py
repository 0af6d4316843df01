"""Purposes an inquiry was collected for, notices of changed purposes, and consents (APPI Art. 18(1), 27(1))."""

import unicodedata
from typing import Self

from django.db import models
from django.utils.translation import gettext, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.privacy.countries import COUNTRIES, JAPAN
from cluster_cms.security import crypto
from contact.models.abstract import UnindexedModel, UuidModel


class ConsentAnswer(models.TextChoices):
    """The state of a consent: asked for, given, refused or withdrawn."""

    ASKED = "asked", pgettext_lazy("consent", "Asked, not answered")
    GIVEN = "given", pgettext_lazy("consent", "Given")
    REFUSED = "refused", pgettext_lazy("consent", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("consent", "Withdrawn")


# At most one consent of these states exists for an inquiry, a purpose and a recipient.
CONSENT_IN_EFFECT = (ConsentAnswer.ASKED, ConsentAnswer.GIVEN)


def recipient_key(name: str) -> str:
    """Return the look-up hash of a third party's name without its blanks, folded; an empty text for an empty name."""
    folded = "".join(unicodedata.normalize("NFKC", name).split()).casefold()
    return crypto.lookup_hash(folded, purpose="consent.recipient") if folded else ""


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Consents by their state and by the third party that they name."""

    def given(self) -> Self:
        """Return the consents that are given and not withdrawn."""
        return self.filter(answer=ConsentAnswer.GIVEN)

    def answerable(self) -> Self:
        """Return the open questions whose link has not expired."""
        return self.filter(answer=ConsentAnswer.ASKED, expires_at__gt=clock.now())

    def for_recipient(self, *names: str) -> Self:
        """Return the consents to give the inquiry to a third party, under any of its names."""
        return self.filter(recipient_key__in={recipient_key(name) for name in names} - {""})


class Consent(UuidModel):
    """A consent asked for by mail, with its answer; of the links to answer and to withdraw only hashes are stored.

    A refusal and a withdrawal are final. The record is deleted with its inquiry.
    """

    inquiry = models.ForeignKey("contact.Inquiry", on_delete=models.CASCADE, related_name="consents")
    purpose = models.ForeignKey(
        "cluster_cms.Purpose", on_delete=models.PROTECT, related_name="+", verbose_name=_("purpose of use")
    )
    # The third party that may receive the inquiry; None: the consent is to another use by the company itself.
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

    class Meta(UuidModel.Meta):
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["inquiry", "purpose", "recipient_key"],
                condition=models.Q(answer__in=CONSENT_IN_EFFECT),
                name="one_consent_in_effect",
            )
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"

    def text(self, language: str) -> str:
        """Return the question in a language: the purpose and, for a third party, who would receive the inquiry."""
        purpose = self.purpose.text(language)
        if not self.recipient:
            return purpose
        with override(language):
            values = {"recipient": self.recipient, "country": self.get_country_display(), "purpose": purpose}
            return gettext("We would give it to %(recipient)s (%(country)s) for this purpose: %(purpose)s") % values


class InquiryPurpose(UnindexedModel):
    """One purpose of use that was shown beside the form when an inquiry was sent; never changed afterwards."""

    inquiry = models.ForeignKey("contact.Inquiry", on_delete=models.CASCADE, related_name="purposes_collected_for")
    purpose = models.ForeignKey(
        "cluster_cms.Purpose", on_delete=models.PROTECT, related_name="+", verbose_name=_("purpose of use")
    )

    class Meta(UnindexedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["inquiry", "purpose"], name="purpose_once_in_inquiry")]

    def __str__(self) -> str:
        return f"{self.inquiry_id} for {self.purpose_id}"


class PurposeNoticeQuerySet(models.QuerySet["PurposeNotice"]):
    """Notices by their progress."""

    def unfinished(self) -> Self:
        """Return the notices whose mails are not all queued yet."""
        return self.filter(finished_at=None)


class PurposeNotice(UnindexedModel):
    """The progress of the mails about one policy revision that changes a purpose of use.

    The addresses are taken in the order of their look-up hashes; `last_email_hmac` is the last one done.
    """

    revision = models.OneToOneField("policy.PolicyRevision", on_delete=models.PROTECT, related_name="+")
    promulgated_at = models.DateTimeField(default=clock.now)
    last_email_hmac = models.CharField(max_length=64, blank=True)
    count = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    objects = PurposeNoticeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"notice of policy:{self.revision_id}"
