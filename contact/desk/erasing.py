"""Deleting one inquiry at the desk: asked once more, and for the reason."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages

from contact.desk.screens import INBOX, InquiryScreen
from contact.erasure import OnHold, erase_inquiry
from contact.permissions import may_erase_inquiries
from contact.records import ErasureReason


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
