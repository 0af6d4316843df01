"""One inquiry at the desk, and what can be done with it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from contact.desk.handling import NotOpen, mark_answered
from contact.desk.opening import record_opening
from contact.desk.panels import panels
from contact.desk.screens import InquiryScreen, OneInquiryView
from contact.permissions import may_handle_inquiries


class InquiryView(InquiryScreen):
    """Opens one inquiry; opening is recorded, and its reason asked for where it is not one's work."""

    template_name = "contact/admin/inquiry.html"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        if not record_opening(request, self.inquiry, self.person):
            return redirect("inquiries:open", reference)
        return super().get(request, reference)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | panels(self.inquiry, self.person, bound={})


class AnsweredView(OneInquiryView):
    """Marks an inquiry as answered."""

    question = staticmethod(may_handle_inquiries)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        try:
            mark_answered(inquiry=self.inquiry, actor=self.person)
        except NotOpen:
            messages.warning(request, _("Inquiry %(reference)s was answered already.") % {"reference": reference})
        else:
            messages.success(request, _("Inquiry %(reference)s is marked as answered.") % {"reference": reference})
        return redirect("inquiries:inquiry", reference)
