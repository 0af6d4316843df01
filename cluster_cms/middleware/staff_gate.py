"""Asks who may, before those views of Wagtail that do not: they name drafts, files and tasks to every account.

Data: `GATES` by the name of the route. What is refused here answers 403, before anything is looked up or written.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from wagtail.models import Page
from wagtail.permissions import page_permission_policy, policy_registry, task_permission_policy

from cluster_cms.middleware.routing import Middleware, is_staff_area
from cluster_cms.pages.media import CustomDocument, CustomImage
from cluster_cms.security.accounts import User

Gate = Callable[[User, HttpRequest, dict[str, Any]], bool]
WORK = ("add", "change", "delete")
FILES = (*WORK, "choose")
PAGES = ("add", "change", "publish", "bulk_delete", "lock", "unlock")


def works_on_pages(user: User, request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    """Tell whether somebody edits pages anywhere: others have no page to link from."""
    return bool(page_permission_policy.user_has_any_permission(user, PAGES))


def may_choose_below(user: User, request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    """Tell whether somebody may look for a page to link to below another, which the screen names."""
    below = Page.objects.filter(pk=kwargs["parent_page_id"])
    return works_on_pages(user, request, kwargs) and (not below.exists() or choosable(below, request).exists())


def may_list_below(user: User, request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    """Tell whether somebody may list what is below a page, which the screen names, its drafts among it."""
    below = Page.objects.filter(pk=kwargs["parent_page_id"])
    return not below.exists() or page_permission_policy.explorable_instances(user).filter(pk__in=below).exists()


def keeps_tasks(user: User, request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    return bool(task_permission_policy.user_has_any_permission(user, WORK))


def uses_images(user: User, request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    return bool(policy_registry.get_by_type(CustomImage).user_has_any_permission(user, FILES))


def uses_documents(user: User, request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    return bool(policy_registry.get_by_type(CustomDocument).user_has_any_permission(user, FILES))


def uses_files(user: User, request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    return uses_images(user, request, kwargs) or uses_documents(user, request, kwargs)


def may_move(user: User, request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    """Tell whether a page may be moved, to a place that somebody may see at all."""
    there = page_permission_policy.explorable_instances(user).filter(pk=kwargs["destination_id"]).exists()
    return bool(there and page(kwargs["page_to_move_id"]).permissions_for_user(user).can_move())


def may_edit(user: User, request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    return bool(page(kwargs["page_id"]).permissions_for_user(user).can_edit())


def may_act_by_program(user: User, request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    """Tell whether somebody may publish a page, where this is asked for: Wagtail stores a revision before it asks.

    Nobody deletes in this way: it would pass by the bin and the question for a replacement.
    """
    if kwargs["action_name"] == "delete":
        return False
    return kwargs["action_name"] != "publish" or bool(page(kwargs["pk"]).permissions_for_user(user).can_publish())


def may_translate(user: User, request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    """Tell whether a page may be copied, and each below it where these are named: a translation begins as a copy.

    Wagtail asks for the right to translate and the right to edit, which two groups of one account may give.
    """
    first = page(kwargs["page_id"])
    below = first.get_descendants().specific() if "include_subtree" in request.POST else ()
    return all(one.permissions_for_user(user).can_copy() for one in (first, *below))


def may_act_on_all(user: User, request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    """Tell whether everything that a bulk action names is something that the account may see in a list."""
    visible = visible_to(user, kwargs["model_name"])
    if visible is None:  # accounts: Wagtail asks for the right itself
        return True
    named = {*request.GET.getlist("id"), *request.GET.getlist("childOf")} - {"all", ""}
    numbers = [int(one) for one in named if one.isascii() and one.isdigit() and len(one) < len(str(2**63))]
    return visible.exists() and visible.filter(pk__in=numbers).count() == len(named)


def visible_to(user: User, model_name: str) -> "QuerySet[Any] | None":
    if model_name == "page":
        return page_permission_policy.explorable_instances(user)
    model = {"customimage": CustomImage, "customdocument": CustomDocument}.get(model_name)
    return policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, FILES) if model else None


def choosable(pages: "QuerySet[Any]", request: HttpRequest) -> "QuerySet[Any]":
    """Return the pages that somebody may link to, for a hook of Wagtail's: what visitors see, and what one works on."""
    own = page_permission_policy.explorable_instances(request.user)
    return pages.filter(Q(live=True) | Q(pk__in=own.values("pk")))


def page(number: int) -> Any:
    """Return a page as its own class, which has rules of its own. Raises Http404."""
    found = Page.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    return found.specific


GATES: dict[str, Gate] = {
    "wagtailadmin_explore": may_list_below,
    "wagtailadmin_explore_results": may_list_below,
    "wagtailadmin_choose_page": works_on_pages,
    "wagtailadmin_choose_page_child": may_choose_below,
    "wagtailadmin_choose_page_search": works_on_pages,
    "wagtailadmin_choose_page_chosen_multiple": works_on_pages,
    "wagtailadmin_pages:choose_parent": works_on_pages,
    "wagtailadmin_pages:move_confirm": may_move,
    "wagtailadmin_pages:confirm_workflow_cancellation": may_edit,
    "simple_translation:submit_page_translation": may_translate,
    "wagtailadmin_workflows:task_chooser": keeps_tasks,
    "wagtailadmin_workflows:task_chooser_results": keeps_tasks,
    "wagtailadmin_workflows:task_chooser_create": keeps_tasks,
    "wagtailadmin_workflows:task_chosen": keeps_tasks,
    "wagtailadmin_api:pages:action": may_act_by_program,
    "wagtailadmin_api:images:listing": uses_images,
    "wagtailadmin_api:images:detail": uses_images,
    "wagtailadmin_api:images:find": uses_images,
    "wagtailadmin_api:documents:listing": uses_documents,
    "wagtailadmin_api:documents:detail": uses_documents,
    "wagtailadmin_api:documents:find": uses_documents,
    "wagtailadmin_tag_autocomplete": uses_files,
    "wagtailadmin_tag_model_autocomplete": uses_files,
    # A file that was uploaded while the account still had the right waits there for its form.
    "wagtailimages:create_multiple_from_uploaded_image": uses_images,
    "wagtailimages:delete_upload_multiple": uses_images,
    "wagtaildocs:create_multiple_from_uploaded_document": uses_documents,
    "wagtaildocs:delete_upload_multiple": uses_documents,
    "wagtail_bulk_action": may_act_on_all,
}


class StaffGateMiddleware(Middleware):
    """Refuses (403) what a gate does not let pass; who is not signed in is sent to sign in by Wagtail."""

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        if not (is_staff_area(request) and request.resolver_match):
            return
        gate = GATES.get(request.resolver_match.view_name)
        if gate and isinstance(request.user, User) and not gate(request.user, request, kwargs):
            raise PermissionDenied
