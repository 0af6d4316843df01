"""Asks for the reason before an inquiry assigned to somebody else is shown, once a sign-in."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms.security.accounts import User
from contact.admin.base import InquiryScreen
from contact.inquiries.history import is_own_work, open_inquiry
from contact.models import AccessReason, Inquiry

ACCESS_REASON_GIVEN = "reasons_for_opening"  # reference: reason
RECORDED = "opening_just_recorded"
REMEMBERED = 200  # references; who opens more is asked again
FOUND = "found"  # in an address: the inquiry was found by a search, and is opened for a reason


def reason_for(request: HttpRequest, inquiry: Inquiry, person: User) -> AccessReason | None:
    """Return why somebody opens an inquiry; None when they have to be asked."""
    given = request.session.get(ACCESS_REASON_GIVEN, {}).get(inquiry.reference)
    if given:
        return AccessReason(given)
    if FOUND in request.GET or not is_own_work(inquiry, person):
        return None
    return AccessReason.HANDLING


def remember(request: HttpRequest, inquiry: Inquiry, reason: AccessReason) -> None:
    """Ask no more about this inquiry until the person signs in again."""
    given = request.session.get(ACCESS_REASON_GIVEN, {}) | {inquiry.reference: reason.value}
    request.session[ACCESS_REASON_GIVEN] = dict(list(given.items())[-REMEMBERED:])


def record_opening(request: HttpRequest, inquiry: Inquiry, person: User) -> bool:
    """Record that an inquiry is opened, unless the reason was recorded a moment ago. False: ask for it first."""
    reason = reason_for(request, inquiry, person)
    if reason is None:
        return False
    if request.session.pop(RECORDED, None) != inquiry.reference:
        open_inquiry(inquiry=inquiry, actor=person, reason=reason)
    remember(request, inquiry, reason)
    return True


def record_showing(request: HttpRequest, inquiry: Inquiry, person: User) -> None:
    """Record that a form comes back with its inquiry, where the person has not opened it before."""
    if inquiry.reference not in request.session.get(ACCESS_REASON_GIVEN, {}):
        open_inquiry(inquiry=inquiry, actor=person)


class AccessReasonForm(forms.Form):
    """Why, from a list; a remark where the list is not enough."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", pgettext_lazy("opening", "Choose a reason")), *AccessReason.choices],
        help_text=_("It is recorded with your name and the time, and cannot be changed afterwards."),
        error_messages={"required": _("Choose why you open the inquiry")},
    )
    remark = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stored encrypted, and deleted with the inquiry."),
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("reason") == AccessReason.OTHER and not found.get("remark"):
            self.add_error("remark", _("Say what the other reason is"))
        return found


class AccessReasonView(InquiryScreen):
    """Shows of the inquiry what the list shows, and asks why it is opened."""

    template_name = "contact/admin/opening.html"
    header_icon = "view"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": AccessReasonForm()} | super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = AccessReasonForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(inquiry=self.inquiry, form=form))
        reason = AccessReason(form.cleaned_data["reason"])
        open_inquiry(inquiry=self.inquiry, actor=self.person, reason=reason, remark=form.cleaned_data["remark"])
        remember(request, self.inquiry, reason)
        request.session[RECORDED] = reference
        return redirect("inquiries:inquiry", reference)
