"""Which barriers axe looks for in the preview of the editor, and what of Wagtail's user bar the preview holds for it.

Axe reads a frame only where a script in the frame answers: Wagtail's user bar brings it. No public page has one.
"""

from typing import Any

from django.forms import Media
from django.http import HttpRequest
from django.template import Library
from wagtail.admin.userbar import BaseItem, ContentCheckerItem, Userbar
from wagtail.models import Page

register = Library()  # the template library `preview_checks` (settings)


class PreviewChecks(ContentCheckerItem):
    """Wagtail's checker without what the rules of writing tell already, so that no fault counts twice."""

    axe_run_only = [
        "button-name",
        "empty-table-header",
        "frame-title",
        "input-button-name",
        "link-name",
        "p-as-heading",
    ]
    axe_custom_rules: list[object] = []
    axe_custom_checks: list[object] = []


def choose_checks(request: HttpRequest, items: list[BaseItem], page: Page | None) -> None:
    """Put our checker in the place of Wagtail's (hook `construct_wagtail_userbar`)."""
    items[:] = [PreviewChecks(item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items]


class PreviewBar(Userbar):
    """The hidden user bar of a preview: the checker alone. Public addresses know no account, so none is asked for."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        request = parent_context["request"]
        items = [PreviewChecks().render_html(parent_context)]
        return {"request": request, "origin": f"//{request.get_host()}", "items": items, "media": Media(), "page": None}


@register.simple_tag(takes_context=True)
def preview_checks(context: Any) -> str:
    """Return the user bar in the editor's frame, which Wagtail shows to nobody else; else nothing."""
    in_frame = getattr(context.get("request"), "in_preview_panel", False)
    return str(PreviewBar().render_html(context)) if in_frame else ""
