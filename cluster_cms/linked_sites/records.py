"""When staff last looked at a site that we link to."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

ADDRESS_LENGTH = 2000


class OutsideLinkCheckQuerySet(models.QuerySet["OutsideLinkCheck"]):
    def newest_of_each(self) -> "dict[str, OutsideLinkCheck]":
        """Return the newest check of each address."""
        newest = self.values("address").annotate(newest=models.Max("pk")).values("newest")
        return {check.address: check for check in self.filter(pk__in=newest).select_related("checked_by")}


class OutsideLinkCheck(models.Model):
    """Somebody has opened the address and found there what the words of the link say."""

    address = models.CharField(max_length=ADDRESS_LENGTH)
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[Any] = OutsideLinkCheckQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        moment: datetime = self.checked_at
        return f"{self.address} {moment:%Y-%m-%d}"
