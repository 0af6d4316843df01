"""The base of the admin's own screens: permission, breadcrumbs that end with the screen, menu items by permission."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.generic import TemplateView, View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cluster_cms.security.accounts import User

Breadcrumb = Iterable[tuple[str, str]]  # addresses and labels
Question = Callable[[User | AnonymousUser], bool]  # one of those in `permissions.py`


class StaffScreen(WagtailAdminTemplateMixin):
    """A screen whose breadcrumbs lead from Home over `breadcrumbs()` to its own title."""

    def breadcrumbs(self) -> Breadcrumb:
        """Return what lies between Home and the screen."""
        return ()

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        breadcrumbs = [{"url": address, "label": label} for address, label in self.breadcrumbs()]
        return [*self.breadcrumbs_items, *breadcrumbs, {"url": "", "label": str(self.get_page_title())}]


def is_staff_account(user: User | AnonymousUser) -> bool:
    """Tell whether an account stands behind a request: what every member of staff may see."""
    return isinstance(user, User)


class PermittedView(View):
    """A view that asks who may see it before anything is looked up; Wagtail answers PermissionDenied as usual."""

    question: Question

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.question(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class PermittedScreen(StaffScreen, PermittedView, TemplateView):
    """A screen with a template, for whoever the question lets pass."""


def signed_in_user(request: HttpRequest) -> User:
    """Return the account behind a request. Raises PermissionDenied for a stranger."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def shown_to(may: Question) -> type[MenuItem]:
    """Return the class of menu items that ask a question of `permissions.py`."""

    class ItemShownTo(MenuItem):
        def is_shown(self, request: HttpRequest) -> bool:
            return may(request.user)

    return ItemShownTo
