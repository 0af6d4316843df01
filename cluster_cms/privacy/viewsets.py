"""The screens of the registers, under one menu to which other apps add theirs (hook `register_privacy_menu_item`)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import CreateView, DeleteView, EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from cluster_cms.clock import tokyo_date
from cluster_cms.privacy.models import (
    REGISTERS,
    Administrator,
    Contractor,
    InternalRule,
    Purpose,
    Register,
    SecurityMeasure,
)
from cluster_cms.privacy.register_changes import RegisterPolicy, StillUsed, add_record, change_record, remove_record

MENU = "register_privacy_menu_item"


def privacy_menu_item() -> MenuItem:
    """Return the item of the main menu."""
    return SubmenuMenuItem(
        pgettext_lazy("menu", "Privacy"),
        Menu(register_hook_name=MENU),
        name="privacy",
        icon_name="lock",
        order=160,
    )


class AddView(CreateView):
    def save_instance(self) -> Register:
        return add_record(record=self.form.save(commit=False), actor=self.request.user)


class ChangeView(EditView):
    def save_instance(self) -> Register:
        return change_record(record=self.form.save(commit=False), actor=self.request.user)


class RemoveView(DeleteView):
    """Removes a record, or says why it stays."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except StillUsed as reason:
            messages.error(self.request, str(reason))
            return redirect(self.get_success_url())
        return response

    def delete_action(self) -> None:
        remove_record(record=self.object, actor=self.request.user)


def day(name: str, label: Any) -> Column:
    return Column(name, label=label, accessor=lambda record: tokyo_date(getattr(record, name)), sort_key=name)


class RegisterViewSet(ModelViewSet):
    """A register: listed and read by whoever may, kept by the privacy officer."""

    menu_hook = MENU
    add_view_class, edit_view_class, delete_view_class = AddView, ChangeView, RemoveView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    list_export: list[str] = []
    list_per_page = 50

    @cached_property
    def url_prefix(self) -> str:
        return f"privacy/{self.name}"


class PurposeViewSet(RegisterViewSet):
    model, name, icon, menu_order = Purpose, "purposes", "clipboard-list", 10
    list_display = ["text", day("since", _("in use since")), day("until", _("in use until"))]


class MeasureViewSet(RegisterViewSet):
    model, name, icon, menu_order = SecurityMeasure, "measures", "lock", 20
    list_display = ["__str__", Column("kind", label=_("kind"), accessor="get_kind_display", sort_key="kind")]
    list_filter = ["kind"]


class RuleViewSet(RegisterViewSet):
    model, name, icon, menu_order = InternalRule, "rules", "doc-full", 30
    list_display = ["__str__", day("dated_on", _("date of the rule")), day("reviewed_on", _("last review"))]


class AdministratorViewSet(RegisterViewSet):
    model, name, icon, menu_order = Administrator, "administrators", "user", 40
    list_display = ["__str__", day("since", _("since"))]


class ContractorViewSet(RegisterViewSet):
    model, name, icon, menu_order = Contractor, "contractors", "group", 50
    list_display = [
        "__str__",
        Column("country", label=_("country"), accessor="get_country_display", sort_key="country"),
        day("reviewed_on", _("last review")),
        day("review_due_on", _("next review due")),
        BooleanColumn("is_overdue", label=_("overdue")),
    ]
    list_filter = ["country"]


VIEWSETS = (PurposeViewSet, MeasureViewSet, RuleViewSet, AdministratorViewSet, ContractorViewSet)

for register in REGISTERS:
    register_permission_policy(register, RegisterPolicy(register))
