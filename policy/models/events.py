"""What happens to a promulgated revision afterwards: rows of their own in the chain, never a change of the revision."""

from datetime import UTC

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms.pages.languages import paired
from policy.models.revisions import ChainedRow
from policy.text.canonical import Document


class EventKind(models.TextChoices):
    """What can happen to a revision."""

    WITHDRAWAL = "withdrawal", _("Withdrawn before effect")


class PolicyEvent(ChainedRow):
    """One event, as it was recorded. A withdrawal undoes an announcement that is not yet in force."""

    revision = models.ForeignKey("policy.PolicyRevision", on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(_("event"), max_length=20, choices=EventKind)
    at = models.DateTimeField(_("time"))
    reason_ja = models.TextField(_("reason in Japanese"))
    reason_en = models.TextField(_("reason in English"))
    actor_name = models.CharField(pgettext_lazy("event", "by"), max_length=301)
    actor_id = models.BigIntegerField()

    class Meta(ChainedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["revision", "kind"], name="policy_event_once")]
        verbose_name = _("event of a policy revision")
        verbose_name_plural = _("events of policy revisions")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.revision}"

    def reason(self, language: str) -> str:
        return paired(self, "reason", language)

    def payload(self) -> Document:
        return {
            "position": self.position,
            "event": str(self.kind),
            "revision": self.revision.number,
            "revision_hash": self.revision.row_hash,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "reason": {"ja": self.reason_ja, "en": self.reason_en},
            "app_version": self.app_version,
            "sign_off_sha256": self.sign_off_sha256,
        }

    def sign_off(self) -> Document:
        return {"actor": [self.actor_id, self.actor_name], "salt": self.sign_off_salt}
