"""The screen that asks why an inquiry is opened that is neither open nor one's own, once each session."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms.security.accounts import User
from cluster_cms.text.lengths import UncutField
from contact.admin.base import InquiryFormScreen
from contact.inquiries.history import is_own_work, open_again, open_inquiry
from contact.models import AccessReason, Inquiry

ACCESS_REASONS = "access_reasons"  # a key of the session: the reasons given so far, by reference
MAX_REASONS = 200  # in one session; who opens more inquiries is asked again


def access_reason(request: HttpRequest, inquiry: Inquiry, user: User) -> AccessReason | None:
    """Return why a user opens an inquiry; None when they have to be asked."""
    given = request.session.get(ACCESS_REASONS, {}).get(inquiry.reference)
    if given:
        return AccessReason(given)
    return AccessReason.HANDLING if is_own_work(inquiry, user) else None


def remember_reason(request: HttpRequest, inquiry: Inquiry, reason: AccessReason) -> None:
    """Keep the reason in the session, so that it is not asked for again until the next sign-in."""
    given = request.session.get(ACCESS_REASONS, {}) | {inquiry.reference: reason.value}
    request.session[ACCESS_REASONS] = dict(list(given.items())[-MAX_REASONS:])


def record_access(request: HttpRequest, inquiry: Inquiry, user: User) -> bool:
    """Record that an inquiry is opened; return False, recording nothing, when the reason has to be asked for first."""
    reason = access_reason(request, inquiry, user)
    if reason is None:
        return False
    open_again(inquiry=inquiry, actor=user, reason=reason)
    remember_reason(request, inquiry, reason)
    return True


class AccessReasonForm(forms.Form):
    """The reason, chosen from a list; the remark is required with the reason “other”."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", pgettext_lazy("opening", "Choose a reason")), *AccessReason.choices],
        help_text=_("It is recorded with your name and the time, and cannot be changed afterwards."),
        error_messages={"required": _("Choose why you open the inquiry")},
    )
    remark = UncutField(
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


class AccessReasonView(InquiryFormScreen):
    """Asks why an inquiry is opened, and shows of it no more than the list does."""

    template_name = "contact/admin/inquiry/access_reason.html"
    header_icon = "view"
    form_class = AccessReasonForm

    def save(self, form: AccessReasonForm) -> str:
        reason = AccessReason(form.cleaned_data["reason"])
        open_inquiry(inquiry=self.inquiry, actor=self.user, reason=reason, remark=form.cleaned_data["remark"])
        remember_reason(self.request, self.inquiry, reason)
        return ""
