"""How the admin reaches the acts beside writing and approving: addresses, and buttons in the policy page's header."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from policy import publishing, views
from policy.identity import difference
from policy.importing import may_import
from policy.pages import PolicyPage
from policy.permissions import may_edit_policy, may_promulgate


def urls() -> list[URLPattern]:
    """Return the addresses below /admin/; for the hook `register_admin_urls`."""
    return [
        path("policy/", views.editor, name="policy_editor"),
        path("policy/clauses/", views.clauses, name="policy_clauses"),
        path("policy/checklist/", views.ChecklistView.as_view(), name="policy_checklist"),
        path("policy/withdraw/", views.WithdrawView.as_view(), name="policy_withdraw"),
        path("policy/prepare/", views.PrepareView.as_view(), name="policy_prepare"),
        path("policy/reset/", views.ResetView.as_view(), name="policy_reset"),
        path("policy/import/", views.ImportView.as_view(), name="policy_import"),
    ]


def header_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Yield what this person may do now; for the hook `register_page_header_buttons`."""
    if not isinstance(page, PolicyPage) or page.alias_of_id:
        return
    if may_promulgate(user) and publishing.announced(page):
        yield button(_("Withdraw the announced revision"), "policy_withdraw", "undo", 84)
    if may_edit_policy(user) and publishing.newest(page):
        yield button(_("Return the draft to the text in force"), "policy_reset", "rotate", 86)
    if may_edit_policy(user) and (found := difference(page)) and not found.announced:
        yield button(_("Prepare an editorial revision"), "policy_prepare", "edit", 88)
    if may_promulgate(user) and may_import(page):
        yield button(_("Enter the draft as an earlier revision"), "policy_import", "history", 82)


def button(label: str, address: str, icon: str, priority: int) -> Button:
    return Button(label, url=reverse(address), icon_name=icon, priority=priority)
