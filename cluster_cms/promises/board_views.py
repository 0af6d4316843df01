"""The evidence of `/promises/` for the people who answer for it, with the list behind each number."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem

from cluster_cms.promises.evidence import gather
from cluster_cms.promises.measurements import Measurement
from cluster_cms.promises.page import STATES, shown_items, summary
from cluster_cms.security.accounts import PRIVACY, User, is_member
from cluster_cms.views.staff import StaffScreen, shown_to

NIGHTS = 14  # how many are shown
KINDS: dict[str, str | Promise] = {
    "cookie": _("sets a cookie"),
    "stripped": _("tried to set a cookie"),
    "host": _("asks another host"),
    "unmarked": _("has an unmarked link to"),
    "broken": _("does not answer"),
    "chain": _("does not match"),
}


def may_see_board(user: Any) -> bool:
    """Tell whether somebody is a privacy officer or an administrator."""
    return isinstance(user, User) and user.is_active and (user.is_superuser or is_member(user, PRIVACY))


class BoardView(StaffScreen, TemplateView):
    """Shows every item with its evidence."""

    template_name = "cluster_cms/admin/promises.html"
    page_title: str | Promise = _("Nine promises")
    header_icon = "circle-check"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see_board(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        findings = gather()
        items = shown_items(findings)
        told = {"items": items, "summary": summary(items), "unanswered": findings.unanswered, "states": STATES}
        return super().get_context_data(**kwargs) | told


class NightsView(BoardView):
    """Lists what a nightly check found, night by night."""

    template_name = "cluster_cms/admin/promise_nights.html"
    page_title = pgettext_lazy("checks", "Nights")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Measurement.objects.filter(check_name=kwargs["check_name"]).order_by("-pk")[:NIGHTS]
        if not rows:
            raise Http404
        nights = [(row, [(KINDS[kind], where, what) for kind, where, what in row.faults]) for row in rows]
        return super(BoardView, self).get_context_data(**kwargs) | {"nights": nights}


def urls() -> list[URLPattern]:
    return [
        path("promises/", BoardView.as_view(), name="promise_board"),
        path("promises/<slug:check_name>/", NightsView.as_view(), name="promise_nights"),
    ]


def board_menu_item() -> MenuItem:
    return shown_to(may_see_board)(
        _("Nine promises"), reverse("promise_board"), name="promises", icon_name="circle-check", order=1
    )
