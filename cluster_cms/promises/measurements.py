"""The results of the nightly checks, one row for each check and night, and the evidence made from them."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cluster_cms import clock
from cluster_cms.promises.evidence import Evidence

KEPT = timedelta(days=92)  # a quarter of a year


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    def newest_of_each(self) -> "dict[str, Measurement]":
        """Return the newest row of each check by its name."""
        newest = self.values("check_name").annotate(newest=models.Max("pk")).values("newest")
        return {row.check_name: row for row in self.filter(pk__in=newest)}


class Measurement(models.Model):
    """The result of one check: figures, and [kind, address or name, detail] of each fault. No personal data."""

    check_name = models.CharField(max_length=40)
    measured_at = models.DateTimeField(db_index=True)
    figures = models.JSONField(default=dict)
    faults = models.JSONField(default=list)

    objects: ClassVar[Any] = MeasurementQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["check_name", "-id"], name="newest_of_each_check")]

    def __str__(self) -> str:
        return f"{self.check_name} {self.measured_at:%Y-%m-%d}"


def store_measurement(check_name: str, *, figures: dict[str, int], faults: list[list[str]]) -> Measurement:
    """Store the result of a check and delete those older than a quarter of a year."""
    Measurement.objects.filter(measured_at__lt=clock.now() - KEPT).delete()
    return Measurement.objects.create(check_name=check_name, measured_at=clock.now(), figures=figures, faults=faults)


def nightly_evidence(row: Measurement | None, *, item: int, label: str, figure: str, holds: bool, why: str) -> Evidence:
    """Return the evidence of a figure of a check; a check that was never made has failed."""
    if row is None:
        why = _("The nightly check has not been made yet. It follows within a day.")
        return Evidence(item=item, label=label, figure=pgettext("no figure yet", "none"), holds=False, why=why)
    return Evidence(
        item=item,
        label=label,
        figure=row.figures[figure],
        holds=holds,
        why=why,
        measured_at=row.measured_at,
        nightly=True,
        check_name=row.check_name,
    )
