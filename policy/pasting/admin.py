"""How the admin reaches the pasting screens: an address, and a button in the header of the policy page."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from policy.pages import PolicyPage
from policy.pasting.views import PasteView


def urls() -> list[URLPattern]:
    """Return the addresses below /admin/; for the hook `register_admin_urls`."""
    return [path("policy/<int:page_id>/paste/", PasteView.as_view(), name="policy_paste")]


def header_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Yield the button of the policy page; for the hook `register_page_header_buttons`."""
    if isinstance(page, PolicyPage) and not page.alias_of_id and page.permissions_for_user(user).can_edit():
        address = reverse("policy_paste", args=[page.pk])
        yield Button(_("Paste a whole text"), url=address, icon_name="clipboard-list", priority=80)
