"""The page of one inquiry, what stands on it by its reader's rights, and the deletion screen."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages

from cluster_cms.security.accounts import User
from contact.admin.access_views import record_opening
from contact.admin.base import INBOX, InquiryScreen, OneInquiryView
from contact.admin.correspondence_forms import ElsewhereForm, MailForm, NoteForm, ReplyForm
from contact.admin.handling_views import AssigneeForm, StatusForm
from contact.admin.spam_views import shown_signals
from contact.inquiries.handling import NotOpen, mark_answered
from contact.inquiries.history import history_of
from contact.inquiries.messages import conversation_of, notes_of
from contact.inquiries.replies import ANSWERABLE, address_of
from contact.mails.reply_mail import filled_templates, signature
from contact.models import ErasureReason, Inquiry, InquiryQuerySet, ReplyTemplate, Status
from contact.permissions import may_erase_inquiries, may_handle_inquiries, may_manage_retention, may_reply_to_inquiries
from contact.retention.erasure import OnHold, erase_inquiry
from contact.text import answers

MOST_PREVIOUS = 10


def panels(inquiry: Inquiry, person: User, bound: Mapping[str, Form]) -> dict[str, Any]:
    """Return the context of the page; `bound` are forms that come back with what was typed."""
    others = Inquiry.objects.not_spam().of_same_address(inquiry).latest_first()
    return {
        "answers": [(answer["label"], answers.shown(answer)) for answer in inquiry.answers],
        "history": history_of(inquiry),
        "suspicion": shown_signals(inquiry, person),
        "may_handle": may_handle_inquiries(person) and inquiry.is_open,
        "may_reply": may_reply_to_inquiries(person),
        "may_hold": may_manage_retention(person),
        "may_erase": may_erase_inquiries(person),
        "forms": handling_forms(inquiry, person),
        "writing": {**writing_forms(inquiry, person), **bound},
        "to": address_of(inquiry),
        "signature": signature(inquiry.language),
        "templates": templates_for(inquiry),
        "conversation": conversation_of(inquiry),
        "notes": notes_of(inquiry),
        **previous(others),
    }


def handling_forms(inquiry: Inquiry, person: User) -> dict[str, Form]:
    """Return the forms that move an inquiry, by the name of their address."""
    if inquiry.status == Status.SPAM or not may_handle_inquiries(person):
        return {}
    return {"status": StatusForm(inquiry=inquiry), "assign": AssigneeForm(inquiry=inquiry)}


def writing_forms(inquiry: Inquiry, person: User) -> dict[str, Form]:
    """Return the forms in which this person may write, by the name of their address."""
    found: dict[str, Form] = {}
    if inquiry.status != Status.SPAM and may_handle_inquiries(person):
        found |= {"notes": NoteForm(inquiry=inquiry), "mail": MailForm(inquiry=inquiry)}
    if inquiry.status in ANSWERABLE and may_reply_to_inquiries(person):
        found["replied"] = ElsewhereForm(inquiry=inquiry)
        if address_of(inquiry) and inquiry.restricted_at is None:
            found["reply"] = ReplyForm(inquiry=inquiry)
    return found


def templates_for(inquiry: Inquiry) -> dict[str, str]:
    """Return the reply templates, filled in for this inquiry, by their ids."""
    return {str(template.pk): filled_templates(template, inquiry) for template in ReplyTemplate.objects.all()}


def previous(others: InquiryQuerySet) -> dict[str, Any]:
    """Return the newest other inquiries of the same address, and how many more there are."""
    shown = list(others[:MOST_PREVIOUS])
    return {"previous": shown, "more_previous": others.count() - len(shown) if len(shown) == MOST_PREVIOUS else 0}


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


class ErasureForm(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=[("", pgettext_lazy("deletion", "Choose a reason")), *ErasureReason.choices],
        help_text=gettext_lazy("It is recorded with your name and the time, and cannot be changed afterwards."),
        error_messages={"required": gettext_lazy("Choose why it is deleted")},
    )


class EraseView(InquiryScreen):
    """Asks once more and for the reason, then deletes an inquiry."""

    question = staticmethod(may_erase_inquiries)
    template_name = "contact/admin/erase.html"
    header_icon = "bin"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": ErasureForm()} | super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = ErasureForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(inquiry=self.inquiry, form=form))
        try:
            erase_inquiry(inquiry=self.inquiry, actor=self.person, reason=form.cleaned_data["reason"])
        except OnHold as hold:
            told = {"reference": reference, "reason": str(hold)}
            messages.error(request, _("Inquiry %(reference)s is on hold and cannot be deleted: %(reason)s") % told)
            return redirect("inquiries:inquiry", reference)
        messages.success(request, _("Inquiry %(reference)s is deleted.") % {"reference": reference})
        return redirect(INBOX)
