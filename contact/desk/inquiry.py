"""One inquiry at the desk, and what can be done with it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from contact.desk.handling import NotOpen, mark_answered
from contact.desk.panels import panels
from contact.desk.reading import open_inquiry
from contact.desk.screens import INBOX, OneInquiryView
from contact.erasure import OnHold, erase_inquiry
from contact.permissions import may_erase_inquiries, may_handle_inquiries


class InquiryScreen(WagtailAdminTemplateMixin, OneInquiryView):
    """Frame of the screens of one inquiry: its title is the reference, never a name."""

    header_icon = "mail"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        return self.render_to_response(self.get_context_data(inquiry=self.inquiry))

    def get_page_title(self) -> str:
        return self.inquiry.reference

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        here = {"url": "", "label": self.inquiry.reference}
        return [*self.breadcrumbs_items, {"url": str(INBOX), "label": _("Inquiries")}, here]


class InquiryView(InquiryScreen):
    """Opens one inquiry; opening is recorded."""

    template_name = "contact/admin/inquiry.html"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        open_inquiry(inquiry=self.inquiry, actor=self.person)
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


class EraseView(InquiryScreen):
    """Asks once more, then deletes an inquiry."""

    question = staticmethod(may_erase_inquiries)
    template_name = "contact/admin/erase.html"
    header_icon = "bin"

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        try:
            erase_inquiry(inquiry=self.inquiry, actor=self.person)
        except OnHold as hold:
            told = {"reference": reference, "reason": str(hold)}
            messages.error(request, _("Inquiry %(reference)s is on hold and cannot be deleted: %(reason)s") % told)
            return redirect("inquiries:inquiry", reference)
        messages.success(request, _("Inquiry %(reference)s is deleted.") % {"reference": reference})
        return redirect(INBOX)
