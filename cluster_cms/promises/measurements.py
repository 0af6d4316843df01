"""What the nightly checks have found: one row a check and night, kept for a quarter of a year."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models

from cluster_cms import clock

KEPT = timedelta(days=92)


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    def newest_of_each(self) -> "dict[str, Measurement]":
        """Return the newest row of each check by its name."""
        newest = self.values("check_name").annotate(newest=models.Max("pk")).values("newest")
        return {row.check_name: row for row in self.filter(pk__in=newest)}


class Measurement(models.Model):
    """The outcome of one check: figures, and a line for each address or row at fault. Nothing of any person."""

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
    """Store an outcome and let go of what is older than a quarter of a year."""
    Measurement.objects.filter(measured_at__lt=clock.now() - KEPT).delete()
    return Measurement.objects.create(check_name=check_name, measured_at=clock.now(), figures=figures, faults=faults)
