"""Check boxes for long lists: what is ticked stands first, and a field narrows the rest where JavaScript runs."""

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

LONG = 8  # choices that are shown without a box that scrolls


class LongChoices(CheckboxSelectMultiple):
    """Check boxes that scroll in a box of their own from LONG choices on, which the script can narrow."""

    class Media:
        css = {"all": ["cluster_cms/css/admin-choices.css"]}
        js = ["cluster_cms/js/choices.js"]

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Return the choices, those that are ticked first."""
        groups = super().optgroups(name, value, attrs)
        return sorted(groups, key=lambda group: not any(option["selected"] for option in group[1]))

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        boxes = super().render(name, value, attrs, renderer)
        if len(list(self.choices)) < LONG:
            return boxes
        return format_html('<div class="choices" data-choices="{}">{}</div>', _("Show only names with"), boxes)
