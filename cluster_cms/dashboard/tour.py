"""The tour of five steps: shown at the first visit, skipped or ended once and for all, found again under Help."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.users.models import UserProfile

from cluster_cms.security.accounts import APPROVER, DESK, LEGAL, MARKETING, PRIVACY, User
from cluster_cms.views.staff import PermittedScreen, is_staff_account, signed_in_user

SEEN = "tour"  # among what a person has dismissed, which Wagtail keeps with the account


@dataclass(frozen=True)
class TourStep:
    """A step of the tour: a heading and a few sentences."""

    heading: str | Promise
    text: str | Promise


WORK = {
    MARKETING: TourStep(
        _("Write, look, publish"),
        _(
            "In the editor, fields are on the left and the preview opens from the telephone at the upper right. "
            "“Save draft” shows visitors nothing; only “Publish” does."
        ),
    ),
    LEGAL: TourStep(
        _("Revise the privacy policy"),
        _(
            "Both languages of a clause stand side by side. The checklist says what is missing; then submit the draft, "
            "and the approver publishes it."
        ),
    ),
    APPROVER: TourStep(
        _("Decide what is submitted"),
        _("What waits for you stands on the dashboard. Read the comparison, then approve it or send it back."),
    ),
    DESK: TourStep(
        _("Answer inquiries"),
        _(
            "The inbox shows the nearest due date first. Opening an inquiry is recorded. The answer to each button "
            "stands beside it."
        ),
    ),
    PRIVACY: TourStep(
        _("Keep the registers"),
        _("Purposes, measures and contractors are under “Privacy”. The audit list shows every act on personal data."),
    ),
}
COMPANY = TourStep(
    _("Care for the site"),
    _("Accounts are under “Settings”. The dashboard shows whether worker and emails are well."),
)
FIRST = TourStep(
    _("The dashboard"),
    _(
        "Each day begins here: what waits for you is at the top, buttons begin your usual work, and at the bottom "
        "stands whom to ask for everything else."
    ),
)
MENU = TourStep(
    _("The menu"),
    _(
        "The menu on the left shows only what you may do. On a telephone, the button at the upper left opens it. "
        "The key [ folds it away."
    ),
)
SAFETY = TourStep(
    _("Nothing is lost"),
    _("Each version is kept in the history with name and time, and an earlier one can be brought back."),
)
HELP = TourStep(
    _("When you need help"),
    _("“Help” in the menu has the handbook of your work, step by step, and this tour."),
)


def steps_for(user: User) -> Sequence[TourStep]:
    """Return the five steps; the third is the work of the person's role."""
    groups = set(user.groups.values_list("name", flat=True))
    work = next((step for name, step in WORK.items() if name in groups), COMPANY)
    return FIRST, MENU, work, SAFETY, HELP


def is_new(user: User) -> bool:
    """Tell whether a person has neither ended nor skipped the tour."""
    profile = getattr(user, "wagtail_userprofile", None)
    return not (profile and profile.dismissibles.get(SEEN))


def remember(user: User) -> None:
    profile = UserProfile.get_for_user(user)
    profile.dismissibles[SEEN] = True
    profile.save(update_fields=["dismissibles"])


def shown_step(user: User, number: int) -> dict[str, Any]:
    """Return what the templates show of a step, counted from 1."""
    steps = steps_for(user)
    following = number + 1 if number < len(steps) else None
    return {"step": steps[number - 1], "number": number, "count": len(steps), "following": following}


class TourPanel(Component):
    """The first step, on the dashboard of somebody who is new."""

    name, order = "tour", 0
    template_name = "cluster_cms/admin/dashboard/tour_step.html"

    def __init__(self, user: User) -> None:
        self.user = user

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {**shown_step(self.user, 1), "csrf_token": parent_context.get("csrf_token")}


class TourView(PermittedScreen):
    """Shows a step (`?step=2`); a POST ends the tour, or skips the rest."""

    page_title = _("Tour of the admin")
    header_icon = "help"
    template_name = "cluster_cms/admin/dashboard/tour.html"
    question = staticmethod(is_staff_account)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked, user = self.request.GET.get("step", ""), signed_in_user(self.request)
        number = int(asked) if asked in ("1", "2", "3", "4", "5") else 1
        return super().get_context_data(**kwargs) | shown_step(user, number) | {"previous": number - 1}

    def post(self, request: HttpRequest) -> HttpResponse:
        remember(signed_in_user(request))
        return redirect("wagtailadmin_home")


def urls() -> list[URLPattern]:
    return [path("tour/", TourView.as_view(), name="tour")]


def menu_item() -> MenuItem:
    return MenuItem(pgettext_lazy("menu", "Tour"), reverse("tour"), name="tour", icon_name="help", order=900)
