"""The database's own record of what was erased: what kind, which random id, when and why. Nothing else."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.append_only import AppendOnlyModel


class Erasure(AppendOnlyModel):
    """One record that is gone, or whose use has ended. Its id was random, so this says nothing of a person."""

    kind = models.CharField(_("kind"), max_length=40)
    record = models.UUIDField(_("number"))
    at = models.DateTimeField(_("time"), default=clock.now)
    cause = models.CharField(_("cause"), max_length=40)

    class Meta:
        default_permissions = ()
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        constraints = [models.UniqueConstraint(fields=["kind", "record"], name="erased_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"
