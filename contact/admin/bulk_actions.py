"""Bulk actions on inquiries: assign, change status, mark as spam, mark as not spam, delete."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from contact.admin.bulk import BulkView
from contact.admin.handling_views import reason_field
from contact.admin.inquiry_views import ErasureForm
from contact.admin.spam_views import QUARANTINE
from contact.inquiries.handling import STATUS_CHANGED, assign, change_status
from contact.inquiries.spam import mark_not_spam, mark_spam
from contact.models import TRANSITIONS, ChangeReason, ClearingReason, ErasureReason, Inquiry, SpamReason, Status
from contact.permissions import colleagues, may_erase_inquiries, may_handle_inquiries
from contact.retention.erasure import erase_inquiry


def lies_in_the_box(inquiry: Inquiry) -> str:
    return _("suspected spam; clear it first") if inquiry.status == Status.SPAM else ""


class AssignManyForm(forms.Form):
    assignee = forms.ChoiceField(label=gettext_lazy("Assignee"), required=False)
    reason = reason_field(ChangeReason)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(person.pk), person.get_full_name() or person.get_username()) for person in colleagues()]
        field = self.fields["assignee"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", pgettext("assignee", "Nobody")), *people]


class AssignManyView(BulkView):
    question = staticmethod(may_handle_inquiries)
    page_title = gettext_lazy("Assign inquiries")
    form_class = AssignManyForm
    button = gettext_lazy("Assign")

    def blocking_reason(self, inquiry: Inquiry, data: dict[str, Any]) -> str:
        return lies_in_the_box(inquiry)

    def act(self, inquiry: Inquiry, data: dict[str, Any]) -> None:
        assignee = colleagues().get(pk=data["assignee"]) if data["assignee"] else None
        reason = ChangeReason(data["reason"])
        assign(inquiry=inquiry, assignee=assignee, version=inquiry.version, actor=self.person, reason=reason)


class ChangeStatusManyForm(forms.Form):
    status = forms.ChoiceField(
        label=gettext_lazy("New status"),
        choices=[("", pgettext_lazy("status", "Choose a status")), *((one.value, one.label) for one in STATUS_CHANGED)],
        error_messages={"required": gettext_lazy("Choose the new status")},
    )
    reason = reason_field(ChangeReason)


class ChangeStatusManyView(BulkView):
    question = staticmethod(may_handle_inquiries)
    page_title = gettext_lazy("Change the status of inquiries")
    form_class = ChangeStatusManyForm
    button = gettext_lazy("Change the status")

    def blocking_reason(self, inquiry: Inquiry, data: dict[str, Any]) -> str:
        if why := lies_in_the_box(inquiry):
            return why
        if data and Status(data["status"]) not in TRANSITIONS[Status(inquiry.status)]:
            return _("it is “%(status)s”, no way leads there") % {"status": inquiry.get_status_display()}
        return ""

    def act(self, inquiry: Inquiry, data: dict[str, Any]) -> None:
        to, reason = Status(data["status"]), ChangeReason(data["reason"])
        change_status(inquiry=inquiry, to=to, version=inquiry.version, actor=self.person, reason=reason)


class SpamForm(forms.Form):
    reason = reason_field(SpamReason)


class MarkManySpamView(BulkView):
    question = staticmethod(may_handle_inquiries)
    page_title = gettext_lazy("Mark inquiries as spam")
    header_icon = "warning"
    form_class = SpamForm
    button = gettext_lazy("These are spam")

    def blocking_reason(self, inquiry: Inquiry, data: dict[str, Any]) -> str:
        return "" if inquiry.is_open else _("only an open one can be marked as spam")

    def act(self, inquiry: Inquiry, data: dict[str, Any]) -> None:
        mark_spam(inquiry=inquiry, actor=self.person, reason=SpamReason(data["reason"]))


class EraseManyView(BulkView):
    question = staticmethod(may_erase_inquiries)
    page_title = gettext_lazy("Delete inquiries")
    header_icon = "bin"
    form_class: type[forms.Form] = ErasureForm
    button = pgettext_lazy("inquiry", "Yes, delete")
    serious = True

    def blocking_reason(self, inquiry: Inquiry, data: dict[str, Any]) -> str:
        return _("on hold: %(reason)s") % {"reason": inquiry.hold_reason} if inquiry.held_at else ""

    def act(self, inquiry: Inquiry, data: dict[str, Any]) -> None:
        erase_inquiry(inquiry=inquiry, actor=self.person, reason=data["reason"])


class NotSpamForm(forms.Form):
    reason = reason_field(ClearingReason)


class SpamErasureForm(ErasureForm):
    """What lies in the box is deleted for what it is; another reason can be chosen."""

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"reason": ErasureReason.ADVERTISING})


class QuarantineBulkView(BulkView):
    """Base: only what lies in the box, and back to the box."""

    home = QUARANTINE
    home_label = gettext_lazy("Suspected spam")

    def blocking_reason(self, inquiry: Inquiry, data: dict[str, Any]) -> str:
        return "" if inquiry.status == Status.SPAM else _("not in the box any more")


class MarkManyNotSpamView(QuarantineBulkView):
    question = staticmethod(may_handle_inquiries)
    page_title = gettext_lazy("These are not spam")
    header_icon = "mail"
    form_class = NotSpamForm
    button = gettext_lazy("Yes, to the inbox")

    def act(self, inquiry: Inquiry, data: dict[str, Any]) -> None:
        mark_not_spam(inquiry=inquiry, actor=self.person, reason=ClearingReason(data["reason"]))


class EraseManySpamView(QuarantineBulkView, EraseManyView):
    page_title = gettext_lazy("Delete suspected spam")
    form_class = SpamErasureForm

    def blocking_reason(self, inquiry: Inquiry, data: dict[str, Any]) -> str:
        return super().blocking_reason(inquiry, data) or EraseManyView.blocking_reason(self, inquiry, data)
