"""Buttons on the dashboard for what each role does most, and whom to ask for what is not one's own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from cluster_cms.security.accounts import APPROVER, DESK, LEGAL, MARKETING, PRIVACY, User

ADMINISTRATOR = "administrator"  # no group: superusers
# Translators: who is to be asked for something, as colleagues call them
OWNERS: dict[str, Promise] = {
    MARKETING: pgettext_lazy("role", "Marketing"),
    LEGAL: pgettext_lazy("role", "Legal"),
    APPROVER: pgettext_lazy("role", "Approver"),
    DESK: pgettext_lazy("role", "Customer Information Desk"),
    PRIVACY: pgettext_lazy("role", "Privacy officer"),
    ADMINISTRATOR: pgettext_lazy("role", "Administrator"),
}


@dataclass(frozen=True)
class QuickAction:
    """Something to begin from the dashboard: a button for those who may, a line that names the owner for the others.

    Without an owner, those who may not do it are told nothing of it.
    """

    label: str
    address: str
    icon: str
    allowed: bool
    owner: str = ""  # a key of OWNERS

    @property
    def owner_name(self) -> str:
        return str(OWNERS[self.owner])


Source = Callable[[HttpRequest, User], Iterable[QuickAction]]


def quick_actions(request: HttpRequest, user: User) -> list[QuickAction]:
    """Return the actions of all apps, those of a person and those of others (hook `register_quick_actions`)."""
    sources: list[Source] = hooks.get_hooks("register_quick_actions")
    return [action for source in sources for action in source(request, user)]


def site_actions(request: HttpRequest, user: User) -> Iterable[QuickAction]:
    """Yield what belongs to the whole site: pictures, its history, company and desk, accounts."""
    writes = policy_registry.get_by_type(get_image_model()).user_has_permission(user, "add")
    yield QuickAction(_("Add pictures"), reverse("wagtailimages:add_multiple"), "image", writes)
    yield QuickAction(
        _("See who changed what"), reverse("wagtailadmin_reports:site_history"), "history", writes or user.is_superuser
    )
    yield setting("companysettings", _("Change the company's name and address"), user)
    yield setting("desksettings", _("Change telephone number, hours and email address"), user)
    yield QuickAction(
        _("Manage accounts"),
        reverse("wagtailusers_users:index"),
        "user",
        user.has_perm("cluster_cms.change_user"),
        ADMINISTRATOR,
    )


def setting(model: str, label: str, user: User) -> QuickAction:
    """Return the action that changes one of the site's settings, which are Legal's."""
    address = reverse("wagtailsettings:edit", args=["cluster_cms", model])
    return QuickAction(label, address, "cogs", user.has_perm(f"cluster_cms.change_{model}"), LEGAL)
