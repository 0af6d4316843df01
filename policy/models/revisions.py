"""The ledger: one row for each promulgated revision of the policy, written once, linked by hashes."""

import json
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, ClassVar

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms import clock
from cluster_cms.pages.languages import paired
from cluster_cms.security.append_only import AppendOnlyModel, AppendOnlyQuerySet
from cluster_cms.security.hash_chain import canonical_bytes, sha256
from policy.text.canonical import Document, every_clause


class ChainedRow(AppendOnlyModel):
    """A row that is written once and holds the hash of the row before it, in whichever table that is."""

    position = models.PositiveBigIntegerField(_("position in the chain"), unique=True)
    app_version = models.CharField(max_length=40)
    sign_off_salt = models.CharField(max_length=32)
    sign_off_sha256 = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    row_hash = models.CharField(max_length=64)

    class Meta:
        abstract = True
        ordering = ["position"]
        default_permissions = ("view",)

    def payload(self) -> Document:
        """Return what the row's hash covers beside the previous hash; all of it is published as `record`."""
        raise NotImplementedError

    def sign_off(self) -> Document:
        """Return what the sign-off digest covers: kept inside, so that names need not be published."""
        raise NotImplementedError

    def expected_sign_off(self) -> str:
        return sha256(canonical_bytes(self.sign_off()))


class ChangeKind(models.TextChoices):
    """What sort of change a revision brings."""

    ESTABLISHED = "established", _("Established")
    PURPOSE = "purpose", _("Change of purpose")
    SUBSTANTIVE = "substantive", _("Substantive change")
    EDITORIAL = "editorial", _("Editorial change")
    CORRECTION = "correction", _("Minor correction")


class PolicyRevisionQuerySet(AppendOnlyQuerySet):
    def of(self, page_id: int | None) -> "PolicyRevisionQuerySet":
        return self.filter(page_id=page_id)

    def effective(self, at: datetime) -> "PolicyRevisionQuerySet":
        """Keep what has come into force by an instant; an imported row needs its date alone.

        A revision is withdrawn before its effect or never, so that a withdrawn one has been in force at no instant.
        """
        reached = models.Q(effective_on__lte=at.astimezone(clock.TOKYO).date())
        return self.not_withdrawn().filter(
            reached & (models.Q(recorded_at_publication=False) | models.Q(promulgated_at__lte=at))
        )

    def not_withdrawn(self) -> "PolicyRevisionQuerySet":
        """Leave out what was withdrawn: a withdrawal is the only kind of event."""
        return self.filter(events=None)

    def newest_first(self) -> "PolicyRevisionQuerySet":
        """Order by the place in the history: promulgated here by number, before them those of the past by their day.

        One that is entered later has a higher number than its place: the chain grows at its end alone.
        """
        day = models.Case(models.When(recorded_at_publication=False, then="effective_on"))
        return self.order_by("-recorded_at_publication", day.desc(), "-number")

    def without_texts(self) -> "PolicyRevisionQuerySet":
        """Leave out the large columns, for lists."""
        return self.defer("document", "html_ja", "html_en")


class PolicyRevision(ChainedRow):
    """A promulgated revision (改定), as it was on the day."""

    page = models.ForeignKey("policy.PolicyPage", on_delete=models.PROTECT, related_name="ledger")
    number = models.PositiveIntegerField(pgettext_lazy("revision", "number"))
    established_on = models.DateField(_("established"))
    promulgated_at = models.DateTimeField(_("announced"))
    effective_on = models.DateField(_("in force from"))
    change_kind = models.CharField(_("kind of change"), max_length=20, choices=ChangeKind)
    recorded_at_publication = models.BooleanField(_("witnessed by this system"))
    entered_at = models.DateTimeField(_("entered afterwards"), null=True)
    languages = models.CharField(_("languages held"), max_length=20)
    summary_ja = models.TextField(_("summary in Japanese"), blank=True)
    summary_en = models.TextField(_("summary in English"), blank=True)
    notified_how_ja = models.TextField(_("how people were told, Japanese"), blank=True)
    notified_how_en = models.TextField(_("how people were told, English"), blank=True)
    approval_waived = models.BooleanField(_("published without a second person"))
    warnings = models.CharField(_("warnings confirmed"), max_length=500, blank=True)
    warnings_reason = models.TextField(_("reason for confirming the warnings"), blank=True)
    submitter_name = models.CharField(_("submitted by"), max_length=301, blank=True)
    submitter_id = models.BigIntegerField(null=True)
    approver_name = models.CharField(_("approved by"), max_length=301, blank=True)
    approver_id = models.BigIntegerField(null=True)
    task_state_id = models.BigIntegerField(null=True)
    wagtail_revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.PROTECT, related_name="+")
    wagtail_revision_number = models.BigIntegerField()
    schema_version = models.PositiveSmallIntegerField()
    document = models.BinaryField()
    document_sha256 = models.CharField(max_length=64)
    html_ja = models.TextField(blank=True)
    html_ja_sha256 = models.CharField(max_length=64)
    html_en = models.TextField(blank=True)
    html_en_sha256 = models.CharField(max_length=64)

    objects: ClassVar[Any] = PolicyRevisionQuerySet.as_manager()

    class Meta(ChainedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="policy_number_once")]
        verbose_name = _("policy revision")
        verbose_name_plural = _("policy revisions")

    def __str__(self) -> str:
        return str(_("Revision %(number)s") % {"number": self.number})

    @property
    def effect_at(self) -> datetime:
        """The instant from which the revision is in force, unless a later one already is."""
        begins = clock.midnight(self.effective_on)
        return max(begins, self.promulgated_at) if self.recorded_at_publication else begins

    @property
    def promulgated_on(self) -> date:
        return self.promulgated_at.astimezone(clock.TOKYO).date()

    @cached_property
    def content(self) -> Document:
        """The frozen text as data."""
        return dict(json.loads(bytes(self.document)))

    @property
    def text(self) -> Document:
        """The frozen text without the operator and the desk."""
        return {name: part for name, part in self.content.items() if name != "identity"}

    @property
    def held(self) -> tuple[str, ...]:
        """The languages in which the revision exists."""
        return tuple(self.languages.split(","))

    def title(self, language: str) -> str:
        """Return the frozen title; a revision held in one language only has one title."""
        return languages_of(self.content["title"], language)

    def html(self, language: str) -> str:
        """Return the frozen fragment, byte for byte as promulgated."""
        return paired(self, "html", language)

    def summary(self, language: str) -> str:
        return paired(self, "summary", language)

    def notified_how(self, language: str) -> str:
        return paired(self, "notified_how", language)

    def address(self, language: str) -> str:
        """Return the permanent address of the revision in a language: /privacy-policy/v/3/."""
        return str(self.page.revision_address(self.number, language))

    def sign_off(self) -> Document:
        return {
            "submitter": [self.submitter_id, self.submitter_name],
            "approver": [self.approver_id, self.approver_name],
            "task_state": self.task_state_id,
            "warnings": list(filter(None, self.warnings.split(","))),
            "warnings_reason": self.warnings_reason,
            "wagtail_revision": self.wagtail_revision_number,
            "salt": self.sign_off_salt,
        }

    def payload(self) -> Document:
        return {
            "position": self.position,
            "page": self.page_id,
            "number": self.number,
            "established_on": self.established_on.isoformat(),
            "promulgated_at": self.promulgated_at.astimezone(UTC).isoformat(timespec="microseconds"),
            "effective_on": self.effective_on.isoformat(),
            "change_kind": str(self.change_kind),
            "recorded_at_publication": self.recorded_at_publication,
            "entered_at": self.entered_at and self.entered_at.astimezone(UTC).isoformat(timespec="microseconds"),
            "languages": list(self.held),
            "summary": {"ja": self.summary_ja, "en": self.summary_en},
            "notified_how": {"ja": self.notified_how_ja, "en": self.notified_how_en},
            "approval_waived": self.approval_waived,
            "schema_version": self.schema_version,
            "app_version": self.app_version,
            "document_sha256": self.document_sha256,
            "html_sha256": {"ja": self.html_ja_sha256, "en": self.html_en_sha256},
            "sign_off_sha256": self.sign_off_sha256,
        }


def languages_of(titles: dict[str, str], language: str) -> str:
    return str(titles[language] or next(filter(None, titles.values()), ""))


@lru_cache(maxsize=64)
def titles_of(row_hash: str) -> dict[str, str]:
    """Return the titles of a revision by language. Cached: every page prints them, and a row never changes."""
    row = PolicyRevision.objects.only("document").get(row_hash=row_hash)
    return dict(row.content["title"])


def promulgated_anchors(page_id: int | None) -> dict[str, str]:
    """Return the anchor of each block id that any revision ever held."""
    anchors: dict[str, str] = {}
    for row in PolicyRevision.objects.of(page_id).only("document").order_by("number"):
        anchors |= {clause["id"]: clause["anchor"] for clause in every_clause(row.content)}
    return anchors
