"""The export screens: which inquiries, then why and how, then the file."""

import re
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from contact.admin.base import INBOX, DeskScreen
from contact.admin.export_form import ExportForm
from contact.admin.filters import InquiryFilter
from contact.exports.columns import columns, columns_filled, question_labels
from contact.exports.exporting import Exported, export_inquiries
from contact.exports.record_export import NothingToExport, usable_for_request
from contact.models import InquiryQuerySet, Status
from contact.permissions import may_export_inquiries
from contact.text.references import PATTERN

NONE_AGREED = gettext_lazy(
    "None of these people has agreed that this receiver gets the inquiry for this purpose. Ask first: open an inquiry, "
    "press “Consent”, and write the name of the receiver exactly as here, with its country."
)
SELECTION = "selection"  # a field of the form: take the ticked inquiries, not those of the filter


class ExportScreen(DeskScreen):
    """Shows the form for what the filter in the address finds, or for what was ticked in the list."""

    question = staticmethod(may_export_inquiries)
    template_name = "contact/admin/export.html"
    page_title = gettext_lazy("Export inquiries")
    header_icon = "download"
    left_out = 0  # inquiries that the purpose leaves out

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return self.form_or_way_back()

    def post(self, request: HttpRequest) -> HttpResponseBase:
        return self.form_or_way_back()

    def form_or_way_back(self, form: ExportForm | None = None) -> HttpResponseBase:
        if not self.chosen.exists():
            return self.way_back()
        return self.render_to_response(self.get_context_data(form=form or self.empty_form()))

    def way_back(self) -> HttpResponseBase:
        messages.warning(self.request, _("There is nothing to export. Tick inquiries, or change the filter."))
        return redirect(INBOX)

    @cached_property
    def ticked(self) -> list[str] | None:
        """Return the references that were ticked; None when the filter counts."""
        if SELECTION not in self.request.POST:
            return None
        return [text for text in self.request.POST.getlist("inquiry") if re.fullmatch(PATTERN, text)]

    @cached_property
    def chosen(self) -> InquiryQuerySet:
        if self.ticked is not None:
            return self.inquiries.with_references(*self.ticked)
        found = InquiryFilter(self.request.GET, queryset=self.inquiries, request=self.request)
        if not found.is_valid():  # never export more than was asked for
            raise SuspiciousOperation("a filter that is none")
        return found.qs

    def empty_form(self) -> ExportForm:
        asked_for_spam = self.request.GET.get("status") == Status.SPAM
        return ExportForm(available=columns_filled(self.chosen), initial={"spam": asked_for_spam})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        genuine = self.chosen.not_spam().count()
        return super().get_context_data(**kwargs) | {
            "count": genuine,
            "spam": self.chosen.count() - genuine,
            "ticked": self.ticked,
            "left_out": self.left_out,
            "by_consent": self.left_out and kwargs["form"].destination().rests_on_consent,
            "action": f"{reverse('inquiries:export_file')}?{self.request.GET.urlencode()}",
        }


class ExportFileView(ExportScreen):
    """Sends the file, or the form again with what is missing."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form = ExportForm(request.POST, available=columns(question_labels()))
        if not form.is_valid():
            return self.form_or_way_back(form)
        inquiries = self.chosen if form.cleaned_data["spam"] else self.chosen.not_spam()
        if form.refuse_too_many(inquiries) or not self.knows_what_is_left_out(form, inquiries):
            return self.form_or_way_back(form)
        try:
            exported = export_inquiries(inquiries=inquiries, actor=self.person, order=form.order())
        except NothingToExport:
            return self.way_back()
        return self.file(exported)

    def knows_what_is_left_out(self, form: ExportForm, inquiries: InquiryQuerySet) -> bool:
        """Tell whether the form has said how many inquiries are left out, and whether any is left to go."""
        usable = usable_for_request(form.order(), inquiries)
        if form.cleaned_data["purpose"] and inquiries.exists() and not usable.exists():
            consent = form.destination().rests_on_consent
            form.add_error(
                "purpose", NONE_AGREED if consent else _("None of these inquiries was collected for this purpose.")
            )
            return False
        self.left_out = inquiries.count() - usable.count()
        return str(self.left_out) == self.request.POST.get("left_out", "0")

    def file(self, exported: Exported) -> HttpResponseBase:
        response = StreamingHttpResponse(exported.chunks, content_type=exported.content_type)
        response.headers["Content-Disposition"] = f'attachment; filename="{exported.name}"'
        return response
