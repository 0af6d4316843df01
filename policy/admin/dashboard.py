"""What the dashboard tells legal and the approver: operator or desk differ from the policy in force."""

from typing import Any

from wagtail.admin.ui.components import Component

from policy.publishing.identity import Difference


class DifferencePanel(Component):
    """Says that the settings have left the policy behind, and offers the revision that mends it."""

    name = "policy_difference"
    order = 40
    template_name = "policy/admin/difference_panel.html"

    def __init__(self, found: Difference, language: str) -> None:
        self.found, self.language = found, language

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {
            "found": self.found,
            "facts": self.found.facts(self.language),
            "csrf_token": parent_context.get("csrf_token"),
        }
