"""What stands on the dashboard, in place of Wagtail's panels and counts; for Wagtail's hooks."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component

from cluster_cms.dashboard.page_panels import PANELS
from cluster_cms.dashboard.panels import PanelRow, RowsPanel
from cluster_cms.dashboard.quick_actions import QuickAction, quick_actions
from cluster_cms.dashboard.tour import TourPanel, is_new
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.operations.health import worker_lives
from cluster_cms.operations.heartbeats import Heartbeat
from cluster_cms.security.accounts import User


class ActionsPanel(Component):
    """The buttons of what the person may begin."""

    name, order = "quick_actions", 10
    template_name = "cluster_cms/admin/dashboard/actions.html"

    def __init__(self, actions: list[QuickAction]) -> None:
        self.actions = actions

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"actions": self.actions}


class ColleaguesPanel(ActionsPanel):
    """What belongs to somebody else, and to whom."""

    name, order = "colleagues", 900
    template_name = "cluster_cms/admin/dashboard/colleagues.html"


def replace_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Put our panels in place of Wagtail's; those that apps add come after (hook `construct_homepage_panels`)."""
    user = request.user
    if not isinstance(user, User):
        return
    actions = quick_actions(request, user)
    panels[:] = [
        *([TourPanel(user)] if is_new(user) else []),
        ActionsPanel([one for one in actions if one.allowed]),
        *[panel for make in PANELS if (panel := make(user))],
        *([health()] if user.is_superuser else []),
        ColleaguesPanel([one for one in actions if one.owner and not one.allowed]),
    ]


def drop_counts(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Drop Wagtail's counts of pages, pictures and documents: nobody can act on them."""
    items[:] = [item for item in items if not type(item).__module__.startswith("wagtail.")]


def drop_wagtails_help(request: HttpRequest, items: list[MenuItem]) -> None:
    """Drop the links to Wagtail's English guide and news, which lie on another site (hook `construct_help_menu`)."""
    items[:] = [item for item in items if not item.name.startswith(("whats-new-in-wagtail", "editor-guide"))]


def brand_sheet() -> str:
    """Return the link to the styles of the company's mark; for the hook `insert_global_admin_css`."""
    return format_html('<link rel="stylesheet" href="{}">', static("cluster_cms/css/admin-brand.css"))


def health() -> RowsPanel:
    """Return the panel of worker and emails, for administrators."""
    rows = [worker_row(), mail_row()]
    return RowsPanel("health", _("Health of the site"), rows, order=300, note=_("In full: manage.py doctor"))


def worker_row() -> PanelRow:
    """Return whether the background worker lives, and whether the last run of a job failed."""
    title = _("Background worker")
    if not worker_lives().ok:
        return PanelRow(title, detail=_("Not running. Start it with: manage.py work"), is_critical=True)
    failed = Heartbeat.objects.filter(failed=True).count()
    if failed:
        return PanelRow(
            title, detail=_("Running; jobs whose last run failed: %(number)d") % {"number": failed}, is_critical=True
        )
    return PanelRow(title, detail=_("Running, and no job has failed."))


def mail_row() -> PanelRow:
    """Return how many emails wait longer than they should, and how many could not be sent."""
    waiting, failed = OutboxMail.objects.delayed().count(), OutboxMail.objects.dead_lettered().count()
    if waiting or failed:
        words = {"waiting": waiting, "failed": failed}
        detail = _("Waiting too long: %(waiting)d. Not sent: %(failed)d.") % words
        return PanelRow(pgettext("dashboard", "Emails"), detail=detail, is_critical=True)
    return PanelRow(pgettext("dashboard", "Emails"), detail=_("None is late, and all were sent."))
