"""Panels about pages: a person's drafts, what waits for their review, what they have submitted, what is planned.

Each reads a fixed number of rows, however many pages there are.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from cluster_cms.clock import now, tokyo_time
from cluster_cms.dashboard.panels import PanelRow, RowsPanel
from cluster_cms.operations.health import worker_lives
from cluster_cms.security.accounts import User

SHOWN = 5  # rows of a panel
RIGHTS = {"add", "change", "publish"}


def editable_pages(user: User) -> PageQuerySet:
    """Return the pages on which a person has a right to write."""
    policy = policy_registry.get_by_type(Page)
    pages: PageQuerySet = policy.instances_user_has_any_permission_for(user, RIGHTS)
    return pages


def edit_address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def title_of(page: Page) -> str:
    """Return the title of the draft with its language."""
    return f"{page.get_admin_display_title()} ({page.locale.get_display_name()})"


def drafts(user: User) -> RowsPanel | None:
    """Return the panel of the pages that the person was the last to change, and whose changes are not public."""
    mine = editable_pages(user).specific(defer=True).filter(has_unpublished_changes=True, latest_revision__user=user)
    mine = mine.filter(latest_revision__approved_go_live_at=None)  # those have a panel of their own
    pages = mine.select_related("locale").order_by("-latest_revision_created_at")[:SHOWN]
    rows = [
        PanelRow(title_of(page), edit_address(page), saved_at(page), _("Go on writing"))
        for page in pages
        if page.permissions_for_user(user).can_edit()
    ]
    panel = RowsPanel("drafts", _("My drafts"), rows, order=110)
    panel.more = (f"{reverse('wagtailadmin_explore_root')}?edited_by={user.pk}", _("All pages that I have edited"))
    return panel if rows else None


def saved_at(page: Page) -> str:
    moment = page.latest_revision_created_at
    return _("saved %(time)s") % {"time": tokyo_time(moment)} if moment else ""


def reviews(user: User) -> RowsPanel | None:
    """Return the panel of what the person can approve or send back."""
    states = TaskState.objects.reviewable_by(user).select_related("revision__user").order_by("started_at")
    rows = [row for state in with_objects(states[:SHOWN]) if (row := review_row(state))]
    return RowsPanel("reviews", _("Waiting for my review"), rows, order=100, note=oldest(rows)) if rows else None


def with_objects(states: QuerySet[TaskState]) -> Iterable[TaskState]:
    """Return task states that have read the record which they are about in as many queries as there are types."""
    return states.prefetch_related("revision__content_object")


def oldest(rows: list[PanelRow]) -> str:
    return _("The longest waiting are shown.") if len(rows) == SHOWN else ""


def review_row(state: TaskState) -> PanelRow | None:
    """Return the line of one task; None for a record that is gone, or is no page."""
    page, author = state.revision.content_object, state.revision.user
    if not isinstance(page, Page):
        return None
    name = get_user_display_name(author) or "–"
    detail = _("submitted %(time)s by %(name)s") % {"name": name, "time": tokyo_time(state.started_at)}
    return PanelRow(page.get_admin_display_title(), page.specific.review_address(), detail, _("Read and decide"))


def submissions(user: User) -> RowsPanel | None:
    """Return the panel of what the person has submitted and others are to decide."""
    active = WorkflowState.objects.active().filter(requested_by=user).select_related("current_task_state__task")
    states = active.prefetch_related("content_object").order_by("-created_at")[:SHOWN]
    rows = [submission_row(state) for state in states if isinstance(state.content_object, Page)]
    return RowsPanel("submissions", _("Waiting for others"), rows, order=210) if rows else None


def submission_row(state: WorkflowState) -> PanelRow:
    page, current = state.content_object, state.current_task_state
    sent_back = state.status == WorkflowState.STATUS_NEEDS_CHANGES
    words = {"task": current.task.name if current else "", "time": tokyo_time(state.created_at)}
    detail = _("sent back at the step “%(task)s”") if sent_back else _("at the step “%(task)s”, submitted %(time)s")
    return PanelRow(page.get_admin_display_title(), edit_address(page), detail % words, _("Open the page"), sent_back)


def scheduled(user: User) -> RowsPanel | None:
    """Return the panel of the pages that go live or expire by themselves, the next first."""
    pages = editable_pages(user).order_by()
    coming = (
        Revision.page_revisions.filter(approved_go_live_at__gt=now(), object_id__in=text_keys(pages))
        .prefetch_related("content_object")
        .order_by("approved_go_live_at")[:SHOWN]
    )
    ending = pages.filter(live=True, expire_at__gt=now()).select_related("locale").order_by("expire_at")[:SHOWN]
    plans = [(one.approved_go_live_at, one.content_object, _("goes live %(time)s")) for one in coming]
    plans += [(page.expire_at, page, _("expires %(time)s")) for page in ending]
    plans.sort(key=lambda plan: plan[0])
    rows = [plan_row(*plan) for plan in plans[:SHOWN]]
    note = "" if not rows or worker_lives().ok else _("The background worker is not running: tell the administrator.")
    return RowsPanel("scheduled", _("Planned (Japan time)"), rows, order=200, note=note) if rows else None


def text_keys(pages: PageQuerySet) -> Any:
    """Return the keys of pages as texts, as which revisions store what they are about."""
    return pages.annotate(key=Cast("pk", output_field=CharField())).values("key")


def plan_row(moment: Any, page: Page, words: str) -> PanelRow:
    detail = words % {"time": tokyo_time(moment)}
    return PanelRow(title_of(page), edit_address(page), detail, _("Change the time"))


PANELS = (reviews, drafts, scheduled, submissions)
