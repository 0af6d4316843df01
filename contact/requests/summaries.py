"""What the front page of the admin says of requests that wait too long."""

from typing import Any

from wagtail.admin.site_summary import SummaryItem

from contact.permissions import may_handle_inquiries
from contact.records import RightsRequest


class LateRequests(SummaryItem):
    """How many requests should have been answered by now, and how many are past the limit."""

    order = 94
    template_name = "contact/admin/requests/late.html"

    def is_shown(self) -> bool:
        return may_handle_inquiries(self.request.user) and RightsRequest.objects.late().exists()

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        late = RightsRequest.objects.late()
        return {"count": late.count(), "past_limit": RightsRequest.objects.past_limit().count()}
