"""What the dashboard says of the inbox: each number is a way to the list that it counts."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.admin.site_summary import SummaryItem

from contact.desk.filters import MINE, OVERDUE, TO_DO, UNREAD
from contact.desk.paging import counted
from contact.permissions import may_see_inquiries
from contact.records import Inquiry


class InboxSummary(SummaryItem):
    """How much waits, what is late, mine and unread, for those who may see the list."""

    order = 90
    template_name = "contact/admin/inbox/summary.html"

    def is_shown(self) -> bool:
        return may_see_inquiries(self.request.user)

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        listed = Inquiry.objects.genuine()
        mine = listed.open().filter(assignee_id=self.request.user.pk)
        return {
            "numbers": [
                ("mail", counted(listed.open()), pgettext("dashboard", "open inquiries"), f"status={TO_DO}"),
                ("warning", counted(listed.overdue()), _("overdue inquiries"), f"only={OVERDUE}"),
                ("user", counted(mine), _("open inquiries of mine"), f"assignee={MINE}&status={TO_DO}"),
                ("view", counted(listed.unread()), _("unread inquiries"), f"only={UNREAD}"),
            ]
        }
