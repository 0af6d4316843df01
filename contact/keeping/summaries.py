"""What the front page of the admin says about deletion."""

from typing import Any

from wagtail.admin.site_summary import SummaryItem

from contact.export.copies import copies_before
from contact.permissions import may_manage_retention, may_see_inquiries
from contact.retention import announced


class SoonDeleted(SummaryItem):
    """How many inquiries will be deleted within a week."""

    order = 95
    template_name = "contact/admin/soon_deleted.html"

    def is_shown(self) -> bool:
        return may_manage_retention(self.request.user) and announced().exists()

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"count": announced().count()}


class CopiesOutside(SummaryItem):
    """How many exported copies this person still has to delete."""

    order = 96
    template_name = "contact/admin/copies_outside.html"

    def is_shown(self) -> bool:
        return may_see_inquiries(self.request.user) and copies_before(self.request.user).exists()

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"count": copies_before(self.request.user).count()}
