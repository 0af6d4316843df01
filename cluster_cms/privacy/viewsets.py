"""The screens of the registers, in a menu to which apps add theirs (hook `register_privacy_menu_item`)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.tables import Column
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
from cluster_cms.privacy.register_changes import (
    RegisterPolicy,
    StillUsed,
    may_read_registers,
    remove_record,
    save_record,
)

MENU = "register_privacy_menu_item"


def privacy_menu_item() -> MenuItem:
    """Return the item of the main menu."""
    menu = Menu(register_hook_name=MENU)
    return SubmenuMenuItem(pgettext_lazy("menu", "Privacy"), menu, name="privacy", icon_name="lock", order=160)


class AddView(CreateView):
    def save_instance(self) -> Register:
        return save_record(record=self.form.save(commit=False), actor=self.request.user)


class ChangeView(EditView):
    def save_instance(self) -> Register:
        return save_record(record=self.form.save(commit=False), actor=self.request.user)


class RemoveView(DeleteView):
    """Removes a record, or shows why it cannot be removed."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except StillUsed as reason:
            messages.error(self.request, str(reason))
            return redirect(self.get_success_url())
        return response

    def delete_action(self) -> None:
        remove_record(record=self.object, actor=self.request.user)


def day_column(name: str, label: Promise) -> Column:
    """Return a sortable column that shows a date in words."""
    return Column(name, label=label, accessor=lambda record: tokyo_date(getattr(record, name)), sort_key=name)


class RegisterViewSet(ModelViewSet):
    """The screens of one register; RegisterPolicy says who may open and who may change."""

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
    list_display = [
        Column("text", label=_("Purpose of use")),
        day_column("since", _("in use since")),
        day_column("until", _("in use until")),
    ]


class MeasureViewSet(RegisterViewSet):
    model, name, icon, menu_order = SecurityMeasure, "measures", "lock", 20
    list_display = ["__str__", Column("kind", label=_("kind"), accessor="get_kind_display", sort_key="kind")]
    list_filter = ["kind"]


class RuleViewSet(RegisterViewSet):
    model, name, icon, menu_order = InternalRule, "rules", "doc-full", 30
    list_display = [
        "__str__",
        day_column("dated_on", _("date of the rule")),
        day_column("reviewed_on", _("last review")),
    ]


class AdministratorViewSet(RegisterViewSet):
    model, name, icon, menu_order = Administrator, "administrators", "user", 40
    list_display = ["__str__", day_column("since", _("since"))]


def review_state(contractor: Contractor) -> str:
    """Return the word for an overdue review; a cross would say that something is wrong where nothing is."""
    return pgettext("review", "Overdue") if contractor.is_overdue else ""


class ContractorViewSet(RegisterViewSet):
    model, name, icon, menu_order = Contractor, "contractors", "group", 50
    list_display = [
        "__str__",
        Column("country", label=_("country"), accessor="get_country_display", sort_key="country"),
        day_column("reviewed_on", _("last review")),
        day_column("review_due_on", _("next review due")),
        Column("is_overdue", label=_("state"), accessor=review_state),
    ]
    list_filter = ["country"]


class OverdueReviews(SummaryItem):
    """How many reviews of contractors are overdue, for those who may read the registers; hidden when none is."""

    order = 85
    template_name = "cluster_cms/admin/privacy/overdue_reviews.html"

    def is_shown(self) -> bool:
        return may_read_registers(self.request.user) and Contractor.objects.overdue().exists()

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"count": Contractor.objects.overdue().count()}


VIEWSETS = (PurposeViewSet, MeasureViewSet, RuleViewSet, AdministratorViewSet, ContractorViewSet)

for register in REGISTERS:
    register_permission_policy(register, RegisterPolicy(register))
