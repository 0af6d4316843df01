"""Data-breach incidents and the legal deadlines for reporting them (APPI Art. 26)."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms import clock
from cluster_cms.clock import TOKYO

FIRST_AIM, FIRST_LIMIT = timedelta(days=3), timedelta(days=5)
FINAL, FINAL_WRONGFUL = timedelta(days=30), timedelta(days=60)


class IncidentKind(models.TextChoices):
    """What may have happened to the data."""

    LEAK = "leak", pgettext_lazy("incident", "Leak")
    LOSS = "loss", pgettext_lazy("incident", "Loss")
    DAMAGE = "damage", pgettext_lazy("incident", "Damage")


class IncidentQuerySet(models.QuerySet["Incident"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)


class Incident(models.Model):
    """One incident. It holds no word about anybody: whose data was touched is read from the audit chain."""

    wagtail_reference_index_ignore = True

    number = models.PositiveIntegerField(_("number"), unique=True)
    happened = models.CharField(_("what happened"), max_length=8, choices=IncidentKind)
    begins_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    account_id = models.BigIntegerField(_("account"), null=True)
    wrongful = models.BooleanField(_("a wrongful act is possible"), default=False)
    learned_at = models.DateTimeField(_("learned of it"))
    opened_by_id = models.BigIntegerField(_("opened by"))
    first_report_at = models.DateTimeField(_("first report"), null=True)
    final_report_at = models.DateTimeField(_("final report"), null=True)
    closed_at = models.DateTimeField(_("closed"), null=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
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
        return self.learned_on + FIRST_AIM

    @property
    def first_deadline(self) -> date:
        return self.learned_on + FIRST_LIMIT

    @property
    def final_deadline(self) -> date:
        return self.learned_on + (FINAL_WRONGFUL if self.wrongful else FINAL)

    @property
    def next_deadline(self) -> date | None:
        """Return the day by which the next report is due; None when both were made."""
        if self.first_report_at is None:
            return self.first_deadline
        return self.final_deadline if self.final_report_at is None else None

    @property
    def is_late(self) -> bool:
        limit = self.next_deadline
        return self.closed_at is None and limit is not None and limit < clock.today()
