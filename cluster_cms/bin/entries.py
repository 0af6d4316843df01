"""BinEntry: pages that were deleted together, as data. Nothing of them stands in the tree, so nothing can show them."""

import zlib
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from cluster_cms import clock
from cluster_cms.security.accounts import User

KEPT = timedelta(days=30)


class BinEntry(models.Model):
    """What one deletion took away: each chosen page (a root) with all pages below it.

    `roots` says of each root what a list shows and a restoration needs; `contents` is what `packing.pack` made.
    """

    title = models.CharField(pgettext_lazy("deleted pages", "title"), max_length=255)
    deleted_at = models.DateTimeField(_("deleted at"), default=clock.now, db_index=True)
    deleted_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("deleted by")
    )
    pages = models.PositiveIntegerField(_("number of pages"))
    roots = models.JSONField()
    redirects = models.JSONField(default=list)  # the keys of those that the deletion made
    contents = models.BinaryField()

    class Meta:
        ordering = ["-deleted_at", "-pk"]
        default_permissions = ()
        verbose_name = _("deleted page")
        verbose_name_plural = _("deleted pages")

    def __str__(self) -> str:
        return self.title

    @property
    def kept_until(self) -> datetime:
        return self.deleted_at + KEPT


def compressed(text: str) -> bytes:
    return zlib.compress(text.encode())


def uncompressed(contents: Any) -> str:
    return zlib.decompress(bytes(contents)).decode()


def may_delete_for_good(user: User | AnonymousUser, entry: BinEntry) -> bool:
    """Tell whether somebody may end an entry before its time: who deleted the pages, and who may do everything."""
    return user.is_superuser or (user.pk is not None and entry.deleted_by_id == user.pk)


def may_see(user: User, entry: BinEntry) -> bool:
    """Tell whether somebody sees an entry: who deleted it, and who writes pages where each of them stood."""
    if may_delete_for_good(user, entry):
        return True
    parents = Page.objects.in_bulk([root["parent"] for root in entry.roots])
    places = [parents.get(root["parent"]) for root in entry.roots]
    return all(place and place.permissions_for_user(user).can_add_subpage() for place in places)


def seen_by(user: User) -> list[BinEntry]:
    """Return the entries that somebody sees, newest first, without their contents."""
    entries = BinEntry.objects.defer("contents").select_related("deleted_by")
    return [entry for entry in entries if may_see(user, entry)]
