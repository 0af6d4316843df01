"""The page of one inquiry, what is shown there by the rights of the user, and the screen that deletes it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages

from cluster_cms.mail.outbox import DismissReason
from cluster_cms.pages.inquiry_topics import all_topics
from cluster_cms.pages.languages import active_language
from cluster_cms.security.accounts import User
from contact.admin.access_views import record_access
from contact.admin.base import (
    InquiryActionView,
    InquiryFormScreen,
    InquiryScreen,
    Text,
    messages_by_place,
)
from contact.admin.correspondence_forms import CorrespondenceForm, ExternalReplyForm, NoteForm, ReplyForm
from contact.admin.draft_views import sentences_about_others
from contact.admin.email_form import EmailForm
from contact.admin.handling_views import AssigneeForm, StatusForm
from contact.admin.list_place import neighbours
from contact.admin.spam_views import spam_context
from contact.inquiries.desk_drafts import drafts_of
from contact.inquiries.handling import NotOpen, mark_answered
from contact.inquiries.history import history_of
from contact.inquiries.messages import conversation_of, notes_of
from contact.inquiries.replies import ANSWERABLE, address_of
from contact.inquiries.reply_recall import is_newcomer, replies_to_take_back
from contact.mails.reply_mail import filled_templates, signature
from contact.models import ASKABLE, DeskDraft, ErasureReason, Inquiry, ReplyTemplate, Status
from contact.permissions import (
    may_erase_inquiries,
    may_handle_inquiries,
    may_manage_retention,
    may_remove_correspondence,
    may_reply_to_inquiries,
)
from contact.privacy.pending_requests import pending_about
from contact.retention.erasure import OnHold, erase_inquiry
from contact.text import answers
from contact.text.question_kinds import FILES

MAX_OTHERS = 10  # other inquiries of the same address that are listed


def inquiry_context(inquiry: Inquiry, user: User, bound: Mapping[str, forms.Form]) -> dict[str, Any]:
    """Return the context of the page; `bound` holds refused forms, by the last part of the address they post to."""
    return {
        "answers": [
            (one["label"], answers.shown_in_full(one))
            for one in inquiry.answers
            if one["key"] != FILES  # listed below
        ],
        "files_of_form": inquiry.attached_files.filter(message=None),
        "history": history_of(inquiry),
        "spam": spam_context(inquiry, user),
        "may_handle": may_handle_inquiries(user) and inquiry.is_open,
        "may_write": may_handle_inquiries(user),
        "may_take": may_handle_inquiries(user) and inquiry.is_open and inquiry.assignee_id != user.pk,
        "may_remove": may_remove_correspondence(user),
        "may_correct_address": may_handle_inquiries(user) and inquiry.status != Status.SPAM,
        "may_change_topics": may_change_topics(inquiry, user),
        "may_classify": may_classify(inquiry, user),
        "may_ask": may_classify(inquiry, user) and inquiry.status in ASKABLE,
        "writing": sentences_about_others(inquiry, user),
        "may_reply": may_reply_to_inquiries(user),
        "may_read_first": may_reply_to_inquiries(user) and not is_newcomer(user),
        "replies_to_take_back": replies_to_take_back(user),
        "may_hold": may_manage_retention(user),
        "may_erase": may_erase_inquiries(user),
        "handling_forms": handling_forms(inquiry, user),
        "correspondence_forms": {**correspondence_forms(inquiry, user), **bound},
        "to": address_of(inquiry),
        "signature": signature(inquiry.language),
        "templates": {str(one.pk): filled_templates(one, inquiry) for one in ReplyTemplate.objects.all()},
        "conversation": conversation_of(inquiry),
        "dismiss_reasons": DismissReason.choices,
        "notes": notes_of(inquiry),
        "pending_requests": pending_about(inquiry),
        **other_inquiries(inquiry),
    }


def may_change_topics(inquiry: Inquiry, user: User) -> bool:
    """Tell whether the user may choose products for an inquiry, and there are any."""
    return may_classify(inquiry, user) and bool(all_topics(active_language()))


def may_classify(inquiry: Inquiry, user: User) -> bool:
    is_usable = inquiry.status != Status.SPAM and inquiry.restricted_at is None
    return is_usable and may_handle_inquiries(user)


def handling_forms(inquiry: Inquiry, user: User) -> dict[str, forms.Form]:
    """Return the forms that change status and assignee, by the last part of the address they post to."""
    if inquiry.status == Status.SPAM or not may_handle_inquiries(user):
        return {}
    status = {} if inquiry.restricted_at else {"status": StatusForm(inquiry=inquiry)}  # stopped: no other status
    return {**status, "assign": AssigneeForm(inquiry=inquiry)}


def correspondence_forms(inquiry: Inquiry, user: User) -> dict[str, forms.Form]:
    """Return the forms in which this user may write, by the last part of the address they post to."""
    found, drafts = dict[str, forms.Form](), drafts_of(inquiry, user)
    if inquiry.status != Status.SPAM and may_handle_inquiries(user):
        found |= {"notes": with_draft(NoteForm, inquiry, drafts.get("notes")), "mail": EmailForm(inquiry=inquiry)}
    if inquiry.status in ANSWERABLE and may_reply_to_inquiries(user):
        found["replied"] = with_draft(ExternalReplyForm, inquiry, drafts.get("replied"))
        if address_of(inquiry) and inquiry.restricted_at is None:
            found["reply"] = with_draft(ReplyForm, inquiry, drafts.get("reply"))
    return found


def with_draft(form_class: type[CorrespondenceForm], inquiry: Inquiry, draft: DeskDraft | None) -> CorrespondenceForm:
    """Return an unbound form that begins with a draft, where there is one."""
    form = form_class(inquiry=inquiry, initial=draft.texts if draft else None)
    form.draft_saved_at = draft.saved_at if draft else None
    return form


def other_inquiries(inquiry: Inquiry) -> dict[str, Any]:
    """Return the newest other inquiries of the same address, and the number of those left out."""
    others = Inquiry.objects.not_spam().of_same_address(inquiry).latest_first()
    shown = list(others[:MAX_OTHERS])
    left_out = others.count() - len(shown) if len(shown) == MAX_OTHERS else 0
    return {"other_inquiries": shown, "more_other_inquiries": left_out}


class InquiryView(InquiryScreen):
    """Shows one inquiry. Each access is recorded; a reason is asked for first where it is not the user's own work."""

    template_name = "contact/admin/inquiry/page.html"

    def get(self, request: HttpRequest, *args: str, **kwargs: Any) -> HttpResponse:
        if not record_access(request, self.inquiry, self.user):
            return redirect(self.address_of("access_reason"))
        return super().get(request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | inquiry_context(self.inquiry, self.user, bound={})
        place = {"beside": neighbours(self.inquiry, self.inquiries, self.request)}
        return context | place | messages_by_place(self.request)


class MarkAnsweredView(InquiryActionView):
    """Marks an inquiry as answered."""

    may_access = staticmethod(may_handle_inquiries)
    place = "actions"
    refusals = {NotOpen: (messages.warning, gettext_lazy("Inquiry %(reference)s was answered already."))}

    def perform(self) -> Text:
        mark_answered(inquiry=self.inquiry, version=self.shown_version, actor=self.user)
        return gettext_lazy("Inquiry %(reference)s is marked as answered.")


class ErasureForm(forms.Form):
    """The reason of an erasure."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=[("", pgettext_lazy("deletion", "Choose a reason")), *ErasureReason.choices],
        help_text=gettext_lazy("It is recorded with your name and the time, and cannot be changed afterwards."),
        error_messages={"required": gettext_lazy("Choose why it is deleted")},
    )


class EraseView(InquiryFormScreen):
    """Asks for a confirmation with the reason, then erases an inquiry."""

    may_access = staticmethod(may_erase_inquiries)
    template_name = "contact/admin/inquiry/erase.html"
    header_icon = "bin"
    form_class = ErasureForm

    def form_valid(self, form: ErasureForm) -> HttpResponse:
        reference = self.inquiry.reference
        try:
            erase_inquiry(inquiry=self.inquiry, actor=self.user, reason=form.cleaned_data["reason"])
        except OnHold as hold:
            text = _("Inquiry %(reference)s is on hold and cannot be deleted: %(reason)s")
            messages.error(self.request, text % {"reference": reference, "reason": str(hold)})
            return redirect(self.get_success_url())
        messages.success(self.request, _("Inquiry %(reference)s is deleted.") % {"reference": reference})
        return redirect("inquiries:index")
