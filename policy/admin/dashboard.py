"""The panel on the admin's front page that offers to bring operator and desk up to date, and the menu item."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from cluster_cms.pages.languages import active_language
from cluster_cms.security.accounts import User
from policy.pages import PolicyPage
from policy.permissions import may_edit_policy
from policy.publishing.identity import Difference, difference


class DifferencePanel(Component):
    """Says that the settings differ from the policy in force, and offers the revision that corrects this."""

    name = "policy_difference"
    order = 40
    template_name = "policy/admin/difference_panel.html"

    def __init__(self, found: Difference, language: str) -> None:
        self.found, self.language = found, language

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {
            "found": self.found,
            "facts": self.found.changed_fields(self.language),
            "csrf_token": parent_context.get("csrf_token"),
        }


def add_difference_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Add the panel for those who may edit the policy; for the hook `construct_homepage_panels`."""
    page = PolicyPage.source()
    if page and isinstance(request.user, User) and may_edit_policy(request.user) and (found := difference(page)):
        panels.append(DifferencePanel(found, active_language()))


class PolicyMenuItem(MenuItem):
    """Leads straight to the editor of the policy, for those who may edit it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and may_edit_policy(request.user)


def policy_menu_item() -> MenuItem:
    return PolicyMenuItem(
        gettext_lazy("Privacy policy"), reverse("policy_editor"), name="policy", icon_name="doc-full-inverse", order=110
    )
