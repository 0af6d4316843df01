"""What the dashboard counts of the registers."""

from typing import Any

from wagtail.admin.site_summary import SummaryItem

from cluster_cms.privacy.permissions import may_read_registers
from cluster_cms.privacy.records import Contractor


class OverdueReviews(SummaryItem):
    """How many contractors wait for their review, for those who may read of them; nothing while none does."""

    order = 85
    template_name = "cluster_cms/admin/privacy/overdue_reviews.html"

    def is_shown(self) -> bool:
        return may_read_registers(self.request.user) and Contractor.objects.overdue().exists()

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"count": Contractor.objects.overdue().count()}
