"""What the front page of the staff area offers for the library: a new document, and those that expire."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.site_summary import SummaryItem

from cluster_cms.dashboard.quick_actions import QuickAction
from cluster_cms.security.accounts import User
from cluster_cms.text.validity import Validity
from library.models import DocumentRevision
from library.reminders import expiring

MOST_NAMED = 5


class ExpiringSummary(SummaryItem):
    """The documents whose present revision has expired or expires soon, for those who may upload the next one."""

    order = 97
    template_name = "library/admin/expiring_summary.html"

    @cached_property
    def due(self) -> list[DocumentRevision]:
        """Return the revisions, those that expire first before the others."""
        found = [one for one in expiring() if one.standing in (Validity.SOON, Validity.EXPIRED)]
        return sorted(found, key=lambda one: one.expires_on or one.dated)

    def is_shown(self) -> bool:
        return self.request.user.has_perm("library.change_librarydocument") and bool(self.due)

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        expired = any(one.standing == Validity.EXPIRED for one in self.due)
        return {"number": len(self.due), "due": self.due[:MOST_NAMED], "is_critical": expired}


def library_actions(request: HttpRequest, user: User) -> Iterable[QuickAction]:
    """Yield the action that adds a document to the library; for the hook `register_quick_actions`."""
    address = reverse("wagtailsnippets_library_librarydocument:add")
    yield QuickAction(
        _("Add a document to the library"), address, "doc-full", user.has_perm("library.add_librarydocument")
    )
