"""What the desk does with several inquiries at once: assign, move, mark as spam, delete. An export has its own."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from contact.abuse.marking import mark_spam
from contact.desk.bulk.frame import BulkView
from contact.desk.erasing import ErasureForm
from contact.desk.handling import MOVES, assign, change_status
from contact.desk.reasons import reason_field
from contact.erasure import erase_inquiry
from contact.permissions import colleagues, may_erase_inquiries, may_handle_inquiries
from contact.records import NEXT, ChangeReason, Inquiry, SpamReason, Status


def lies_in_the_box(inquiry: Inquiry) -> str:
    return _("suspected spam; clear it first") if inquiry.status == Status.SPAM else ""


class AssigneeForm(forms.Form):
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
    form_class = AssigneeForm
    button = gettext_lazy("Assign")

    def hindrance(self, inquiry: Inquiry, data: dict[str, Any]) -> str:
        return lies_in_the_box(inquiry)

    def act(self, inquiry: Inquiry, data: dict[str, Any]) -> None:
        assignee = colleagues().get(pk=data["assignee"]) if data["assignee"] else None
        reason = ChangeReason(data["reason"])
        assign(inquiry=inquiry, assignee=assignee, version=inquiry.version, actor=self.person, reason=reason)


class StatusForm(forms.Form):
    status = forms.ChoiceField(
        label=gettext_lazy("New status"),
        choices=[("", pgettext_lazy("status", "Choose a status")), *((one.value, one.label) for one in MOVES)],
        error_messages={"required": gettext_lazy("Choose the new status")},
    )
    reason = reason_field(ChangeReason)


class MoveManyView(BulkView):
    question = staticmethod(may_handle_inquiries)
    page_title = gettext_lazy("Change the status of inquiries")
    form_class = StatusForm
    button = gettext_lazy("Change the status")

    def hindrance(self, inquiry: Inquiry, data: dict[str, Any]) -> str:
        if why := lies_in_the_box(inquiry):
            return why
        if data and Status(data["status"]) not in NEXT[Status(inquiry.status)]:
            return _("it is “%(status)s”, no way leads there") % {"status": inquiry.get_status_display()}
        return ""

    def act(self, inquiry: Inquiry, data: dict[str, Any]) -> None:
        to, reason = Status(data["status"]), ChangeReason(data["reason"])
        change_status(inquiry=inquiry, to=to, version=inquiry.version, actor=self.person, reason=reason)


class SpamForm(forms.Form):
    reason = reason_field(SpamReason)


class MarkManyView(BulkView):
    question = staticmethod(may_handle_inquiries)
    page_title = gettext_lazy("Mark inquiries as spam")
    header_icon = "warning"
    form_class = SpamForm
    button = gettext_lazy("These are spam")

    def hindrance(self, inquiry: Inquiry, data: dict[str, Any]) -> str:
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

    def hindrance(self, inquiry: Inquiry, data: dict[str, Any]) -> str:
        return _("on hold: %(reason)s") % {"reason": inquiry.hold_reason} if inquiry.held_at else ""

    def act(self, inquiry: Inquiry, data: dict[str, Any]) -> None:
        erase_inquiry(inquiry=inquiry, actor=self.person, reason=data["reason"])
