"""The item on the front page of the staff area: documents that have expired, or expire soon."""

from functools import cached_property
from typing import Any

from wagtail.admin.site_summary import SummaryItem

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
