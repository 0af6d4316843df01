"""The desk's panel on the dashboard: the open inquiries that are due next, by reference alone."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from cluster_cms.clock import tokyo_date
from cluster_cms.dashboard.panels import PanelRow, RowsPanel
from cluster_cms.security.accounts import User
from contact.models import Inquiry
from contact.permissions import may_handle_inquiries

SHOWN = 5


def add_due_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Add the panel for those who may handle inquiries; for the hook `construct_homepage_panels`."""
    user = request.user
    if isinstance(user, User) and may_handle_inquiries(user) and (rows := due_rows()):
        panels.append(RowsPanel("due", _("Due next"), rows, order=105))


def due_rows() -> list[PanelRow]:
    """Return the open inquiries that are due next, and how far each has come."""
    found = Inquiry.objects.not_spam().open().select_related("assignee").order_by("due_on", "-reference")[:SHOWN]
    return [due_row(inquiry) for inquiry in found]


def due_row(inquiry: Inquiry) -> PanelRow:
    assignee = inquiry.assignee
    name = get_user_display_name(assignee) or _("nobody yet")
    words = {"day": tokyo_date(inquiry.due_on), "status": inquiry.get_status_display(), "name": name}
    detail = _("due %(day)s · %(status)s · %(name)s") % words
    address = reverse("inquiries:inquiry", args=[inquiry.reference])
    return PanelRow(inquiry.reference, address, detail, _("Open the inquiry"), inquiry.is_overdue)
