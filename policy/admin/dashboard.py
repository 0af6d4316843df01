"""What Legal and Approver find on the dashboard: where the policy stands, and the way to its editor."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cluster_cms import clock
from cluster_cms.dashboard.panels import PanelRow, RowsPanel
from cluster_cms.dashboard.quick_actions import QuickAction
from cluster_cms.security.accounts import LEGAL, User
from policy.models.revisions import PolicyRevision
from policy.pages import PolicyPage
from policy.permissions import may_edit_policy
from policy.publishing import promulgation
from policy.publishing.earlier_batch import earlier_batch


def policy_actions(request: HttpRequest, user: User) -> Iterable[QuickAction]:
    """Yield the action that revises the policy; for the hook `register_quick_actions`."""
    address = reverse("policy_editor")
    yield QuickAction(_("Revise the privacy policy"), address, "doc-full-inverse", may_edit_policy(user), LEGAL)


def add_policy_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Add where the policy stands, for those who may edit it; for the hook `construct_homepage_panels`."""
    page, user = PolicyPage.source(), request.user
    if page and isinstance(user, User) and may_edit_policy(user):
        panels.append(RowsPanel("policy", _("Privacy policy"), list(policy_rows(page)), order=120))


def policy_rows(page: PolicyPage) -> Iterable[PanelRow]:
    """Yield the revision in force, those announced, and the draft, if it was changed."""
    history = reverse("wagtailadmin_pages:history", args=[page.pk])
    past = pgettext("policy", "History")
    if row := promulgation.in_force(page=page):
        yield PanelRow(
            _("In force: revision %(number)d") % {"number": row.number},
            history,
            since(row),
            pgettext("policy", "History"),
        )
    for row in PolicyRevision.objects.not_withdrawn().without_texts().filter(effective_on__gt=clock.today()):
        title = _("Announced: revision %(number)d") % {"number": row.number}
        yield PanelRow(title, history, since(row), past)
    yield from earlier_rows(page)
    if page.has_unpublished_changes:
        waits = page.workflow_in_progress
        detail = _("submitted, waiting for the approver") if waits else _("not submitted yet")
        yield PanelRow(_("A changed draft"), reverse("policy_decision"), detail, _("See what changes"))


def earlier_rows(page: PolicyPage) -> Iterable[PanelRow]:
    """Yield that texts of the past are prepared, and whether they wait for an approver."""
    found = earlier_batch(page)
    if found.texts:
        title = ngettext("%(count)d text of the past", "%(count)d texts of the past", len(found.texts))
        detail = _("submitted, waiting for the approver") if found.is_open else _("not submitted yet")
        if found.submission and not found.is_open:
            detail = pgettext("earlier text", "sent back with a comment")
        yield PanelRow(title % {"count": len(found.texts)}, reverse("policy_earlier"), detail, _("Look at them"))


def since(row: PolicyRevision) -> str:
    return pgettext("policy", "from %(day)s") % {"day": clock.tokyo_date(row.effective_on)}
