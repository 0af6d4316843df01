"""What the editor of the policy asks the server for: the way to it, the checklist, and the clauses to refer to."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages

from cluster_cms.pages.languages import active_language
from cluster_cms.security.accounts import User
from cluster_cms.views.staff import Breadcrumb, StaffScreen
from policy.pages import PolicyPage
from policy.permissions import may_edit_policy
from policy.publishing import editor_panels
from policy.text import canonical
from policy.text.naming import NamedPart, named_parts

LOCKED = gettext_lazy("The policy is locked at present; the draft stays as it is.")


def editor(request: HttpRequest) -> HttpResponse:
    """Redirect to the editor of the site's one policy, wherever it lies in the tree."""
    return redirect("wagtailadmin_pages:edit", source_or_404().pk)


class ChecklistView(StaffScreen, TemplateView):
    """The checklist of the saved draft: a page by itself, and the fragment that the editor fetches after each save."""

    template_name = "policy/check_draft.html"
    header_icon = "doc-full-inverse"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = editable_policy(request)
        found = editor_panels.checklist(page.get_latest_revision_as_object())
        if "fragment" in request.GET:
            return render(request, "policy/checklist.html", found)
        return self.render_to_response(self.get_context_data(page=page, **found))

    def get_page_title(self) -> str:
        return _("What still stands in the way of publishing the saved draft")


class PolicyScreen(StaffScreen, View):
    """The base of screens about the policy page: `page` and `user` are set by `dispatch` of the subclass."""

    http_method_names = ["get", "post"]
    page: PolicyPage
    user: User

    def locked(self, sentence: str) -> bool:
        """Return whether the page is locked for this person; if so, the next page shows the sentence."""
        lock = self.page.get_lock()
        if lock and lock.for_user(self.user):
            messages.error(self.request, sentence)
            return True
        return False

    def to_editor(self) -> HttpResponse:
        return redirect("wagtailadmin_pages:edit", self.page.pk)

    def breadcrumbs(self) -> Breadcrumb:
        return [(reverse("wagtailadmin_pages:edit", args=[self.page.pk]), self.page.get_admin_display_title())]


def clauses(request: HttpRequest) -> HttpResponse:
    """Return id, permanent address, number and heading of the draft's clauses: what a reference is chosen from."""
    text = canonical.text_of(editable_policy(request).get_latest_revision_as_object())
    found = [
        {"label": label_of(one), **{name: one.content[name] for name in ("id", "anchor", "heading")}}
        for one in named_parts(text, active_language())
    ]
    return JsonResponse({"clauses": found})


def source_or_404() -> PolicyPage:
    """Return the site's one policy page; its English page is an alias of it."""
    page: PolicyPage = get_object_or_404(PolicyPage, alias_of=None)
    return page


def editable_policy(request: HttpRequest) -> PolicyPage:
    """Return the policy page to those who may edit it. Raises PermissionDenied to others."""
    page = source_or_404()
    if not isinstance(request.user, User) or not may_edit_policy(request.user):
        raise PermissionDenied
    return page


def label_of(named: NamedPart) -> str:
    """Return what a list of clauses writes before a heading: 9. in the main text, 附則 1. after it."""
    return f"{named.part} {named.position}.".strip() if named.position else ""


def urls() -> list[URLPattern]:
    """Return the addresses below /admin/; for the hook `register_admin_urls`."""
    return [
        path("policy/", editor, name="policy_editor"),
        path("policy/clauses/", clauses, name="policy_clauses"),
        path("policy/checklist/", ChecklistView.as_view(), name="policy_checklist"),
    ]
