"""Texts of the past that are being prepared for the ledger, and their submission to a second person."""

from functools import cached_property

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cluster_cms.clock import tokyo_date
from cluster_cms.pages.languages import paired
from cluster_cms.security.hash_chain import canonical_bytes, sha256
from policy.models.revisions import ChangeKind
from policy.text.canonical import Document


class EarlierText(models.Model):
    """A text announced before this site kept the policy, as it would be frozen. It is deleted when it is entered.

    `content` is what a row of the ledger holds: text, languages, operator and desk of its day; `typed` what was filled
    in and pasted, for the form. `writers` is everybody who saved it.
    """

    page = models.ForeignKey("policy.PolicyPage", on_delete=models.PROTECT, related_name="earlier_texts")
    promulgated_on = models.DateField(gettext_lazy("announced"))
    effective_on = models.DateField(gettext_lazy("in force from"))
    change_kind = models.CharField(gettext_lazy("kind of change"), max_length=20, choices=ChangeKind)
    summary_ja = models.TextField(gettext_lazy("summary in Japanese"), blank=True)
    summary_en = models.TextField(gettext_lazy("summary in English"), blank=True)
    content = models.JSONField(pgettext_lazy("earlier text", "text"))
    typed = models.JSONField(gettext_lazy("what was filled in"), default=dict)
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    class Meta:
        ordering = ["effective_on", "promulgated_on", "pk"]
        default_permissions = ()
        verbose_name = gettext_lazy("earlier text of the policy")
        verbose_name_plural = gettext_lazy("earlier texts of the policy")

    def __str__(self) -> str:
        return _("the text in force from %(day)s") % {"day": tokyo_date(self.effective_on)}

    @cached_property
    def document_sha256(self) -> str:
        """The digest that the row would hold."""
        return sha256(canonical_bytes(self.content))

    @property
    def held(self) -> tuple[str, ...]:
        """The languages in which the text exists."""
        return tuple(self.content["languages"])

    def summary(self, language: str) -> str:
        return paired(self, "summary", language)

    def record(self) -> Document:
        """Return everything that is decided about it."""
        return {
            "promulgated_on": self.promulgated_on.isoformat(),
            "effective_on": self.effective_on.isoformat(),
            "change_kind": str(self.change_kind),
            "summary": {"ja": self.summary_ja, "en": self.summary_en},
            "content": self.content,
        }


class EarlierTextsSubmission(models.Model):
    """The submission of all prepared texts together: open until they are entered or sent back with a comment."""

    page = models.OneToOneField("policy.PolicyPage", on_delete=models.PROTECT, related_name="earlier_submission")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    submitted_at = models.DateTimeField(pgettext_lazy("earlier text", "submitted"))
    is_open = models.BooleanField(gettext_lazy("waits for a second person"), default=True)
    comment = models.TextField(gettext_lazy("comment on sending back"), blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = gettext_lazy("submission of earlier texts")
        verbose_name_plural = gettext_lazy("submissions of earlier texts")

    def __str__(self) -> str:
        return f"{self.submitted_at:%Y-%m-%d}"
