"""Leads nobody to a screen about a page that refuses them: its usage, from the panel of its status.

Wagtail's panel offers the usage to whoever sees the page in the explorer; the screen is for those who may edit. It has
no setting for this. The history, likewise, is offered by `PagePermissions.can_view_revisions`.
"""

from typing import Any

from wagtail.admin.ui.side_panels import PageStatusSidePanel

from cluster_cms.pages.base_page import may_edit

usage_of_wagtail = PageStatusSidePanel.get_usage_context


def usage(panel: PageStatusSidePanel) -> Any:
    """Return how often a page is used; the number is no link for those who may not edit the page."""
    found = usage_of_wagtail(panel)
    return found if may_edit(panel.object, panel.request.user) else found | {"usage_url": ""}


def install_usage() -> None:
    """Have Wagtail's panel use it, in the explorer and in the editor.

    Its views name the panel's class and offer no setting.
    """
    PageStatusSidePanel.get_usage_context = usage
