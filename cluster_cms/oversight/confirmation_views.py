"""The screen of what waits for a second person: new approvers, switches, and a new mail address of the desk."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from cluster_cms.oversight.desk_address import NotConfirmed, confirm_address, may_confirm_address, withdraw_address
from cluster_cms.oversight.new_powers import (
    MayNotConfirm,
    confirm_power,
    confirm_switch,
    may_confirm,
    may_confirm_switch,
    switch_waits_until,
    waits_until,
)
from cluster_cms.oversight.row_changes import specs
from cluster_cms.pages.site_settings import DeskSettings, default_site
from cluster_cms.security.accounts import APPROVER, User, members_of
from cluster_cms.views.staff import PermittedScreen, shown_to, signed_in_user


def may_enter(user: User | AnonymousUser) -> bool:
    """Tell whether somebody is staff; each button asks further."""
    return user.has_perm("wagtailadmin.access_admin")


def waiting_approvers() -> list[tuple[User, datetime]]:
    """Return the approvers who may not approve yet, each with the end of the wait."""
    return [(user, until) for user in members_of(APPROVER) if (until := waits_until(user, APPROVER))]


def waiting_switches() -> list[tuple[Model, str, datetime]]:
    """Return the rows with a switch that has no effect yet, each with the switch's name and the end of the wait."""
    found = []
    for model, spec in specs().items():
        for row in model._base_manager.all() if spec.delayed else ():
            if until := switch_waits_until(row):
                fields = [model._meta.get_field(name) for name in spec.delayed if getattr(row, name)]
                names = [str(getattr(field, "verbose_name", field.name)) for field in fields]
                found.append((row, ", ".join(names), until))
    return found


class ConfirmationsView(PermittedScreen):
    """Lists what waits, with the buttons of whoever may confirm."""

    page_title = gettext_lazy("Waiting for a second person")
    template_name = "cluster_cms/admin/confirmations.html"
    header_icon = "key"
    question = staticmethod(may_enter)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, token = signed_in_user(self.request), self.request.GET.get("token", "")
        desk = DeskSettings.objects.filter(site=default_site()).exclude(proposed_email="").first()
        may_address = desk is not None and may_confirm_address(desk, user, token)
        rows = [(account, until, may_confirm(user, account, APPROVER)) for account, until in waiting_approvers()]
        switches = waiting_switches()
        keeps_desk = user.has_perm("cluster_cms.change_desksettings")
        return super().get_context_data(**kwargs) | {
            "approvers": rows,
            "switches": [(row._meta.label, *told, may_confirm_switch(user, row)) for row, *told in switches],
            "desk": desk if desk and (may_address or keeps_desk) else None,
            "may_confirm_address": may_address,
            "may_withdraw_address": keeps_desk,
            "token": token,
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """Confirm what the pressed button names, and without one nothing. Raises PermissionDenied."""
        user = signed_in_user(request)
        try:
            if "approver" in request.POST:
                self.confirm_approver(user, request.POST["approver"])
            elif "switch" in request.POST:
                self.confirm_switch(user, request.POST["switch"])
            elif "address" in request.POST or "withdraw" in request.POST:
                self.decide_address(user, request.POST)
        except (MayNotConfirm, NotConfirmed) as error:
            raise PermissionDenied from error
        return redirect("confirmations")

    def confirm_approver(self, user: User, key: str) -> None:
        account = get_object_or_404(User, pk=int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0)
        confirm_power(account=account, group=APPROVER, actor=user)
        messages.success(self.request, _("Confirmed: this account may approve from now on."))

    def confirm_switch(self, user: User, label: str) -> None:
        for row in [row for row, _name, _until in waiting_switches() if row._meta.label == label]:
            confirm_switch(row=row, actor=user)
            messages.success(self.request, _("Confirmed: this takes effect from now on."))

    def decide_address(self, user: User, data: Any) -> None:
        desk = get_object_or_404(DeskSettings, site=default_site())
        if "withdraw" in data and user.has_perm("cluster_cms.change_desksettings"):
            withdraw_address(desk=desk, actor=user)
            messages.success(self.request, _("The new address is dropped; the old one stays."))
        else:
            confirm_address(desk=desk, actor=user, token=data.get("token", ""))
            messages.success(self.request, _("The new address of the desk is in use from now on."))


def urls() -> list[URLPattern]:
    return [path("confirmations/", ConfirmationsView.as_view(), name="confirmations")]


def confirmations_menu_item() -> MenuItem:
    item = shown_to(may_enter)
    label = ConfirmationsView.page_title
    return item(label, reverse("confirmations"), name="confirmations", icon_name="key", order=900)
