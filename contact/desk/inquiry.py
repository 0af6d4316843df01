"""One inquiry at the desk, and what can be done with it."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from contact import answers
from contact.abuse.box import shown_suspicion
from contact.desk.handling import NotOpen, mark_answered
from contact.desk.history import history_of
from contact.desk.opening import record_opening
from contact.desk.screens import InquiryScreen, OneInquiryView
from contact.desk.work import AssigneeForm, StatusForm
from contact.permissions import may_erase_inquiries, may_handle_inquiries, may_manage_retention, may_reply_to_inquiries
from contact.records import Status


class InquiryView(InquiryScreen):
    """Opens one inquiry; opening is recorded, and its reason asked for where it is not one's work."""

    template_name = "contact/admin/inquiry.html"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        if not record_opening(request, self.inquiry, self.person):
            return redirect("inquiries:open", reference)
        return super().get(request, reference)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "answers": [(answer["label"], answers.shown(answer)) for answer in self.inquiry.answers],
            "history": history_of(self.inquiry),
            "suspicion": shown_suspicion(self.inquiry, self.person),
            "may_handle": may_handle_inquiries(self.person) and self.inquiry.is_open,
            "forms": self.forms(),
            "may_ask": may_reply_to_inquiries(self.person),
            "may_hold": may_manage_retention(self.person),
            "may_erase": may_erase_inquiries(self.person),
        }

    def forms(self) -> dict[str, Form]:
        """Return the forms that this person may use, by the name of their address."""
        if self.inquiry.status == Status.SPAM or not may_handle_inquiries(self.person):
            return {}
        return {"status": StatusForm(inquiry=self.inquiry), "assign": AssigneeForm(inquiry=self.inquiry)}


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
