"""The items of the admin's front page: inbox, quarantine, deletions, copies, requests, incidents."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.admin.site_summary import SummaryItem

from contact.admin.filters import MINE, OVERDUE, TO_DO, UNREAD
from contact.exports.record_export import copies_before
from contact.models import DataSubjectRequest, Incident, Inquiry
from contact.permissions import may_handle_inquiries, may_manage_retention, may_see_audit, may_see_inquiries
from contact.retention.schedule import announced
from contact.search.pagination import counted


class InboxSummary(SummaryItem):
    """How much waits, what is late, mine and unread, for those who may see the list."""

    order = 90
    template_name = "contact/admin/inbox/summary.html"

    def is_shown(self) -> bool:
        return may_see_inquiries(self.request.user)

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        listed = Inquiry.objects.not_spam()
        mine = listed.open().filter(assignee_id=self.request.user.pk)
        return {
            "numbers": [
                ("mail", counted(listed.open()), pgettext("dashboard", "open inquiries"), f"status={TO_DO}"),
                ("warning", counted(listed.overdue()), _("overdue inquiries"), f"only={OVERDUE}"),
                ("user", counted(mine), _("open inquiries of mine"), f"assignee={MINE}&status={TO_DO}"),
                ("view", counted(listed.unread()), _("unread inquiries"), f"only={UNREAD}"),
            ]
        }


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


class LateRequests(SummaryItem):
    """How many requests should have been answered by now, and how many are past the limit."""

    order = 94
    template_name = "contact/admin/requests/late.html"

    def is_shown(self) -> bool:
        return may_handle_inquiries(self.request.user) and DataSubjectRequest.objects.late().exists()

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        late = DataSubjectRequest.objects.late()
        return {"count": late.count(), "past_deadline": DataSubjectRequest.objects.past_deadline().count()}


class IncidentsOpen(SummaryItem):
    """How many incidents are open and by when the next report is due, in red."""

    order = 70
    template_name = "contact/admin/incidents/open.html"

    @cached_property
    def incidents(self) -> list[Incident]:
        return list(Incident.objects.open())

    def is_shown(self) -> bool:
        return may_see_audit(self.request.user) and bool(self.incidents)

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        limits = [limit for incident in self.incidents if (limit := incident.next_deadline)]
        return {"count": len(self.incidents), "limit": min(limits, default=None)}


class SuspectedSpam(SummaryItem):
    """How much lies in the box, for those who may clear it."""

    order = 91
    template_name = "contact/admin/spam/waiting.html"

    @cached_property
    def number(self) -> int:
        return Inquiry.objects.in_quarantine().count()

    def is_shown(self) -> bool:
        return may_handle_inquiries(self.request.user) and self.number > 0

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"count": self.number}
