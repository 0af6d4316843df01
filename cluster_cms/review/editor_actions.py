"""What the page editor offers: publishing first, a time for it, a review by somebody who exists, links and names."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.action_menu import ActionMenuItem, PublishMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import AbstractGroupApprovalTask, Page

from cluster_cms.review.review_requests import review_task_of
from cluster_cms.security.accounts import User

ASK, SUBMIT, PUBLISH = "action-ask-review", "action-submit", "action-publish"


class FirstPublishItem(PublishMenuItem):
    """The main button. Return in a field of the form still saves the draft: see the template."""

    template_name = "cluster_cms/review/publish_item.html"


class ScheduleItem(ActionMenuItem):
    """Opens the dialog in which the time of publishing is set."""

    label = gettext_lazy("Publish at a time…")
    name = "action-open-schedule"
    icon_name = "calendar-alt"
    template_name = "cluster_cms/review/schedule_item.html"


class AskItem(ActionMenuItem):
    """Saves the draft and leads to the screen that asks whom to ask."""

    label = gettext_lazy("Ask for a review…")
    name = ASK
    icon_name = "check"


def arrange_menu(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Put publishing first, then its time; offer a review only where somebody can take it."""
    page = context.get("page") or context.get("parent_page")
    names = [item.name for item in menu_items]
    if SUBMIT in names:
        arrange_review(menu_items, names.index(SUBMIT), page)
    if PUBLISH in names and not (context.get("page") and page and page.workflow_in_progress):
        menu_items[:] = [item for item in menu_items if item.name != PUBLISH]
        menu_items[:0] = [FirstPublishItem(), *([ScheduleItem()] if can_be_scheduled(context.get("page")) else [])]


def can_be_scheduled(page: Page | None) -> bool:
    """Tell whether the form has times of publishing, as it has for every page but the policy."""
    return page is None or "go_live_at" in page.get_edit_handler().get_form_options().get("fields", ())


def arrange_review(menu_items: list[Any], place: int, page: Any) -> None:
    """Let the button lead to the choice of whom to ask; take away one that would lead to nobody."""
    if page and review_task_of(page):
        menu_items[place] = AskItem()
    elif page and leads_nowhere(page):
        del menu_items[place]


def leads_nowhere(page: Page) -> bool:
    """Tell whether nobody could take what is submitted."""
    workflow = page.get_workflow()
    tasks = [task.specific for task in workflow.tasks] if workflow else []
    return not tasks or any(isinstance(task, AbstractGroupApprovalTask) and not has_members(task) for task in tasks)


def has_members(task: AbstractGroupApprovalTask) -> bool:
    return User.objects.filter(groups__in=task.groups.all(), is_active=True).exists()


def lead_to_question(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead from the saved draft to the choice of whom to ask; for the hooks after editing and creating."""
    if request.method == "POST" and ASK in request.POST:
        return redirect("review_ask", page.pk)
    return None


def header_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Yield the buttons of the page's menu; for the hook `register_page_header_buttons`."""
    if page.alias_of_id or not page.permissions_for_user(user).can_edit():
        return
    for label, name, icon, priority in (
        (_("Review link"), "review_links", "link", 61),
        (_("Name a version"), "review_versions", "history", 62),
        (_("Owner and review date"), "review_date", "calendar-check", 63),
    ):
        yield Button(label, url=reverse(name, args=[page.pk]), icon_name=icon, priority=priority)
