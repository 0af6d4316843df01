"""Keeps in the history of the site what somebody has deleted themselves.

Wagtail shows the entries of pages that one may open, and a deleted page is none of them: what marketing deleted would
vanish from its own history with the page.
"""

from functools import cache
from typing import Any

from django.db.models import QuerySet
from wagtail.models import PageLogEntry
from wagtail.models.pages import PageLogEntryManager

seen_as_usual = PageLogEntryManager.viewable_by_user


def viewable_by_user(manager: Any, user: Any) -> "QuerySet[PageLogEntry]":
    """Return what Wagtail returns, and all entries of pages that this account deleted."""
    mine = PageLogEntry.objects.filter(deleted=True, action="wagtail.delete", user=user)
    seen: QuerySet[PageLogEntry] = seen_as_usual(manager, user)
    return seen | PageLogEntry.objects.filter(page_id__in=mine.values("page_id"))


@cache
def install() -> None:
    """Have Wagtail's reports ask so; it offers no hook."""
    PageLogEntryManager.viewable_by_user = viewable_by_user
