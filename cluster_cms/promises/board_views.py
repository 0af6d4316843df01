"""The admin's screens of the nine promises: exact figures, and the list behind each number."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.menu import MenuItem

from cluster_cms.promises.evidence import gather
from cluster_cms.promises.measurements import Measurement
from cluster_cms.promises.page import STATES, shown_items, summary
from cluster_cms.security.accounts import PRIVACY, User, is_member
from cluster_cms.views.staff import PermittedScreen, shown_to

NIGHTS = 14  # how many are shown
FAULTS: dict[str, str | Promise] = {
    "cookie": _("sets a cookie"),
    "stripped": _("tried to set a cookie"),
    "host": _("asks another host"),
    "unmarked": _("has an unmarked link to"),
    "broken": _("does not answer"),
    "chain": _("does not match"),
}


def may_see_board(user: User | AnonymousUser) -> bool:
    """Tell whether somebody is a privacy officer or an administrator."""
    return isinstance(user, User) and user.is_active and (user.is_superuser or is_member(user, PRIVACY))


class BoardView(PermittedScreen):
    """Shows every item with its evidence."""

    template_name = "cluster_cms/admin/promises.html"
    page_title: str | Promise = _("Nine promises")
    header_icon = "circle-check"
    question = staticmethod(may_see_board)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        findings = gather()
        items = shown_items(findings)
        context = {"items": items, "summary": summary(items), "unanswered": findings.unanswered, "states": STATES}
        return super().get_context_data(**kwargs) | context


class NightsView(PermittedScreen):
    """Lists the faults that a nightly check has found, night by night."""

    template_name = "cluster_cms/admin/promise_nights.html"
    page_title = pgettext_lazy("checks", "Nights")
    header_icon = "circle-check"
    question = staticmethod(may_see_board)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Measurement.objects.filter(check_name=kwargs["check_name"]).order_by("-pk")[:NIGHTS]
        if not rows:
            raise Http404
        nights = [(row, [(FAULTS[kind], where, detail) for kind, where, detail in row.faults]) for row in rows]
        return super().get_context_data(**kwargs) | {"nights": nights}


def urls() -> list[URLPattern]:
    return [
        path("promises/", BoardView.as_view(), name="promise_board"),
        path("promises/<slug:check_name>/", NightsView.as_view(), name="promise_nights"),
    ]


def board_menu_item() -> MenuItem:
    return shown_to(may_see_board)(
        _("Nine promises"), reverse("promise_board"), name="promises", icon_name="circle-check", order=1
    )
