"""Versions of a page that are kept: those that have a name, and those that a link shows to somebody outside."""

from typing import Any

from django.db import models
from django.db.models.deletion import CASCADE, PROTECT, Collector
from wagtail.models import Revision


def keep_revision(collector: Collector, field: Any, objects: Any, using: str) -> None:
    """Refuse to delete a version by itself; with its page it goes. For `on_delete`.

    Wagtail's command `purge_revisions` passes over what is protected.
    """
    origin = getattr(collector, "origin", None)
    own = isinstance(origin, Revision) or getattr(origin, "model", None) is Revision
    (PROTECT if own else CASCADE)(collector, field, objects, using)


class KeptVersion(models.Model):
    """Abstract base of what refers to one version of a page and keeps it as it is."""

    keeps_revision = True  # read by pages.base_page: the editor does not write over such a version

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    revision: models.ForeignKey[Revision, Revision] = models.ForeignKey(
        "wagtailcore.Revision", on_delete=keep_revision, related_name="+"
    )

    class Meta:
        abstract = True
