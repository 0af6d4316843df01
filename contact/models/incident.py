"""Data-breach incidents and the legal deadlines for reporting them (APPI Art. 26)."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms import clock
from cluster_cms.clock import TOKYO
from cluster_cms.security import crypto
from contact.models.abstract import UuidModel

# Days after the incident became known (Enforcement Rules of the APPI, Art. 8; PPC guidelines: 3 to 5 days).
FIRST_TARGET, FIRST_DEADLINE = timedelta(days=3), timedelta(days=5)
FINAL_DEADLINE, FINAL_DEADLINE_WRONGFUL = timedelta(days=30), timedelta(days=60)


class IncidentKind(models.TextChoices):
    """What may have happened to the data (APPI Art. 26(1): leak, loss, damage)."""

    LEAK = "leak", pgettext_lazy("incident", "Leak")
    LOSS = "loss", pgettext_lazy("incident", "Loss")
    DAMAGE = "damage", pgettext_lazy("incident", "Damage")


class IncidentQuerySet(models.QuerySet["Incident"]):
    """Incidents by their state."""

    def open(self) -> Self:
        return self.filter(closed_at=None)


class PersonsNotice(models.TextChoices):
    """How the persons concerned were told, or why not (APPI Art. 26(2))."""

    EACH = "each", pgettext_lazy("notice to the persons", "Each of them was told")
    PUBLISHED = (
        "published",
        pgettext_lazy("notice to the persons", "Telling each is difficult: published, and the desk answers"),
    )
    NEEDLESS = "needless", pgettext_lazy("notice to the persons", "No duty to tell them (no case of the rules, Art. 7)")


class Incident(UuidModel):
    """One incident. It names nobody in the clear: contact.privacy.incidents reads from the chain whose data it was."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    kind = models.CharField(_("what happened"), max_length=8, choices=IncidentKind)
    begins_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    account_id = models.BigIntegerField(_("account"), null=True)
    wrongful = models.BooleanField(_("a wrongful act is possible"), default=False)
    learned_at = models.DateTimeField(_("learned of it"))
    opened_by_id = models.BigIntegerField(_("opened by"))
    # What the reports to the commission state (Enforcement Rules of the APPI, Art. 8(1)).
    description = crypto.EncryptedTextField(null=True)
    cause = crypto.EncryptedTextField(null=True)
    measures = crypto.EncryptedTextField(null=True)
    people = models.PositiveIntegerField(_("number of persons"), null=True)
    # The notice to the persons concerned: how, when, and in which words.
    notice = models.CharField(_("notice to the persons"), max_length=10, choices=PersonsNotice, blank=True)
    notice_at = models.DateTimeField(_("persons told"), null=True)
    notice_text = crypto.EncryptedTextField(null=True)
    first_report_at = models.DateTimeField(_("first report"), null=True)
    final_report_at = models.DateTimeField(_("final report"), null=True)
    closed_at = models.DateTimeField(_("closed"), null=True)

    objects = IncidentQuerySet.as_manager()

    class Meta(UuidModel.Meta):
        ordering = ["-number"]
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")

    def __str__(self) -> str:
        return f"incident {self.number}"

    @property
    def learned_on(self) -> date:
        return self.learned_at.astimezone(TOKYO).date()

    @property
    def first_target_date(self) -> date:
        return self.learned_on + FIRST_TARGET

    @property
    def first_deadline(self) -> date:
        return self.learned_on + FIRST_DEADLINE

    @property
    def final_deadline(self) -> date:
        return self.learned_on + (FINAL_DEADLINE_WRONGFUL if self.wrongful else FINAL_DEADLINE)

    @property
    def next_deadline(self) -> date | None:
        """Return the last day for the next report; None when both reports were made."""
        if self.first_report_at is None:
            return self.first_deadline
        return self.final_deadline if self.final_report_at is None else None

    @property
    def is_late(self) -> bool:
        deadline = self.next_deadline
        return self.closed_at is None and deadline is not None and deadline < clock.today()
