"""Bulk actions on inquiries: assign, change status, mark as spam, mark as not spam, delete."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from contact.admin.bulk_base import BulkActionView
from contact.admin.fields import AssigneeField, reason_field
from contact.admin.inquiry_views import ErasureForm
from contact.inquiries.handling import STATUS_CHANGED, assign, change_status
from contact.inquiries.spam import mark_not_spam, mark_spam
from contact.models import TRANSITIONS, ChangeReason, ClearingReason, ErasureReason, Inquiry, Status
from contact.permissions import colleagues, may_erase_inquiries, may_handle_inquiries
from contact.retention.erasure import erase_inquiry


def quarantine_reason(inquiry: Inquiry) -> str:
    """Return why an inquiry in quarantine is left as it is; an empty text for any other."""
    return _("suspected spam; clear it first") if inquiry.status == Status.SPAM else ""


class AssignManyForm(forms.Form):
    """The assignee and the reason."""

    assignee = AssigneeField()
    reason = reason_field(ChangeReason)


class AssignManyView(BulkActionView):
    """Assigns inquiries to somebody, or to nobody."""

    may_access = staticmethod(may_handle_inquiries)
    page_title = gettext_lazy("Assign inquiries")
    form_class = AssignManyForm
    button = gettext_lazy("Assign")

    def blocking_reason(self, inquiry: Inquiry, data: dict[str, Any]) -> str:
        return quarantine_reason(inquiry)

    def perform(self, inquiry: Inquiry, data: dict[str, Any]) -> None:
        assignee = colleagues().get(pk=data["assignee"]) if data["assignee"] else None
        reason = ChangeReason(data["reason"])
        assign(inquiry=inquiry, assignee=assignee, version=inquiry.version, actor=self.user, reason=reason)


class ChangeStatusManyForm(forms.Form):
    """The new status and the reason."""

    status = forms.ChoiceField(
        label=gettext_lazy("New status"),
        choices=[("", pgettext_lazy("status", "Choose a status")), *((one.value, one.label) for one in STATUS_CHANGED)],
        error_messages={"required": gettext_lazy("Choose the new status")},
    )
    reason = reason_field(ChangeReason)


class ChangeStatusManyView(BulkActionView):
    """Changes the status of inquiries, where the new one may follow the present one."""

    may_access = staticmethod(may_handle_inquiries)
    page_title = gettext_lazy("Change the status of inquiries")
    form_class = ChangeStatusManyForm
    button = gettext_lazy("Change the status")

    def blocking_reason(self, inquiry: Inquiry, data: dict[str, Any]) -> str:
        if reason := quarantine_reason(inquiry):
            return reason
        if data and Status(data["status"]) not in TRANSITIONS[Status(inquiry.status)]:
            return _("it is “%(status)s”, no way leads there") % {"status": inquiry.get_status_display()}
        return ""

    def perform(self, inquiry: Inquiry, data: dict[str, Any]) -> None:
        to, reason = Status(data["status"]), ChangeReason(data["reason"])
        change_status(inquiry=inquiry, to=to, version=inquiry.version, actor=self.user, reason=reason)


class MarkSpamManyView(BulkActionView):
    """Moves open inquiries to the quarantine at once: from there they come back by one button."""

    may_access = staticmethod(may_handle_inquiries)
    page_title = gettext_lazy("Mark inquiries as spam")
    header_icon = "warning"
    is_confirmed_first = False
    button = gettext_lazy("These are spam")

    def blocking_reason(self, inquiry: Inquiry, data: dict[str, Any]) -> str:
        return "" if inquiry.is_open else _("only an open one can be marked as spam")

    def perform(self, inquiry: Inquiry, data: dict[str, Any]) -> None:
        mark_spam(inquiry=inquiry, actor=self.user)


class EraseManyView(BulkActionView):
    """Erases inquiries that are not on hold."""

    may_access = staticmethod(may_erase_inquiries)
    page_title = gettext_lazy("Delete inquiries")
    header_icon = "bin"
    form_class: type[forms.Form] = ErasureForm
    button = pgettext_lazy("inquiry", "Yes, delete")
    is_destructive = True

    def blocking_reason(self, inquiry: Inquiry, data: dict[str, Any]) -> str:
        return _("on hold: %(reason)s") % {"reason": inquiry.hold_reason} if inquiry.held_at else ""

    def perform(self, inquiry: Inquiry, data: dict[str, Any]) -> None:
        erase_inquiry(inquiry=inquiry, actor=self.user, reason=data["reason"])


class QuarantineActionView(BulkActionView):
    """Base of the bulk actions on suspected spam; they lead back to the quarantine."""

    parents = (("spam:index", gettext_lazy("Suspected spam")),)
    list_url_name = "spam:index"

    def blocking_reason(self, inquiry: Inquiry, data: dict[str, Any]) -> str:
        return "" if inquiry.status == Status.SPAM else _("not in the box any more")


class ClearingReasonForm(forms.Form):
    """Why inquiries are not spam."""

    reason = reason_field(ClearingReason)


class MarkNotSpamManyView(QuarantineActionView):
    """Moves inquiries from the quarantine to the inbox."""

    may_access = staticmethod(may_handle_inquiries)
    page_title = gettext_lazy("These are not spam")
    header_icon = "mail"
    form_class = ClearingReasonForm
    button = gettext_lazy("Yes, to the inbox")

    def perform(self, inquiry: Inquiry, data: dict[str, Any]) -> None:
        mark_not_spam(inquiry=inquiry, actor=self.user, reason=ClearingReason(data["reason"]))


class SpamErasureForm(ErasureForm):
    """Asks for the reason of an erasure; that it is advertising is chosen beforehand."""

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"reason": ErasureReason.ADVERTISING})


class EraseSpamManyView(QuarantineActionView, EraseManyView):
    """Erases suspected spam that is not on hold."""

    page_title = gettext_lazy("Delete suspected spam")
    form_class = SpamErasureForm

    def blocking_reason(self, inquiry: Inquiry, data: dict[str, Any]) -> str:
        return super().blocking_reason(inquiry, data) or EraseManyView.blocking_reason(self, inquiry, data)
