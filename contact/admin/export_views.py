"""The export screens: the form for the selected inquiries, and the file."""

import re
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cluster_cms.security.reauthentication import EXPORTED_FREELY, demand_proof
from contact.admin.base import DeskScreen, file_response
from contact.admin.export_form import ExportForm
from contact.admin.filters import InquiryFilter
from contact.exports.columns import columns, columns_filled, question_labels
from contact.exports.exporting import export_inquiries
from contact.exports.record_export import NothingToExport, usable_for_request
from contact.models import InquiryQuerySet, Status
from contact.permissions import may_export_inquiries
from contact.text.references import PATTERN

NO_CONSENT = gettext_lazy(
    "None of these people has agreed that this receiver gets the inquiry for this purpose. Ask first: open an inquiry, "
    "press “Consent”, and write the name of the receiver exactly as here, with its country."
)
OTHER_PURPOSE = gettext_lazy("None of these inquiries was collected for this purpose.")
SELECTION = "selection"  # a field of the form: export the selected inquiries, not those of the filter


class ExportView(DeskScreen):
    """Shows the form for the selected inquiries, or for those that match the filter in the address."""

    may_access = staticmethod(may_export_inquiries)
    template_name = "contact/admin/export.html"
    page_title = gettext_lazy("Export inquiries")
    header_icon = "download"
    left_out = 0  # inquiries that may not be used for the purpose

    def get(self, request: HttpRequest, *args: str, **kwargs: Any) -> HttpResponse:
        return self.show_form()

    def post(self, request: HttpRequest) -> HttpResponseBase:
        return self.show_form()

    def show_form(self, form: ExportForm | None = None) -> HttpResponse:
        if not self.chosen.exists():
            return self.nothing_to_export()
        return self.render_to_response(self.get_context_data(form=form or self.unbound_form()))

    def nothing_to_export(self) -> HttpResponse:
        messages.warning(self.request, _("There is nothing to export. Tick inquiries, or change the filter."))
        return redirect("inquiries:index")

    @cached_property
    def selected(self) -> list[str] | None:
        """Return the references that were selected; None when the filter decides."""
        if SELECTION not in self.request.POST:
            return None
        return [text for text in self.request.POST.getlist("inquiry") if re.fullmatch(PATTERN, text)]

    @cached_property
    def chosen(self) -> InquiryQuerySet:
        """Return the inquiries to export, suspected spam included. Raises SuspiciousOperation for an invalid filter."""
        if self.selected is not None:
            return self.inquiries.with_references(*self.selected)
        found = InquiryFilter(self.request.GET, queryset=self.inquiries, request=self.request)
        if not found.is_valid():  # never export more than was asked for
            raise SuspiciousOperation("The filter is invalid.")
        return found.qs

    def unbound_form(self) -> ExportForm:
        with_spam = self.request.GET.get("status") == Status.SPAM
        return ExportForm(available=columns_filled(self.chosen), initial={"spam": with_spam})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        spam = self.chosen.in_quarantine().count()
        return super().get_context_data(**kwargs) | {
            "count": self.chosen.count() - spam,
            "spam": spam,
            "selected": self.selected,
            "left_out": self.left_out,
            "by_consent": self.left_out and kwargs["form"].destination().rests_on_consent,
            "action": f"{reverse('inquiries:export_file')}?{self.request.GET.urlencode()}",
        }


@method_decorator(transaction.non_atomic_requests, name="dispatch")  # it counts before it writes
class ExportFileView(ExportView):
    """Sends the file, or shows the form again with what is missing."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form = ExportForm(request.POST, available=columns(question_labels()))
        if not form.is_valid():
            return self.show_form(form)
        inquiries = self.chosen if form.cleaned_data["spam"] else self.chosen.not_spam()
        if form.refuse_too_many(inquiries) or not self.is_aware_of_left_out(form, inquiries):
            return self.show_form(form)
        if inquiries.count() > EXPORTED_FREELY:
            demand_proof(request)
        try:
            exported = export_inquiries(inquiries=inquiries, actor=self.user, order=form.export_request())
        except NothingToExport:
            return self.nothing_to_export()
        return file_response(exported.name, exported.content_type, exported.chunks)

    def is_aware_of_left_out(self, form: ExportForm, inquiries: InquiryQuerySet) -> bool:
        """Tell whether the form showed how many inquiries are left out, and whether any are left to export."""
        usable = usable_for_request(form.export_request(), inquiries)
        if form.cleaned_data["purpose"] and inquiries.exists() and not usable.exists():
            form.add_error("purpose", NO_CONSENT if form.destination().rests_on_consent else OTHER_PURPOSE)
            return False
        self.left_out = inquiries.count() - usable.count()
        return str(self.left_out) == self.request.POST.get("left_out", "0")
