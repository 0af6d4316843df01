"""The forms beside an inquiry that change its status and its assignee, each with a reason."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cluster_cms import clock
from cluster_cms.security.accounts import User
from cluster_cms.text.day_fields import DayField
from contact.admin.base import InquiryActionView, Text
from contact.admin.fields import AssigneeField, reason_field
from contact.inquiries.handling import InvalidTransition, NotAColleague, StaleVersion, assign, change_status
from contact.models import TRANSITIONS, ChangeReason, Inquiry, Status
from contact.permissions import colleagues, may_handle_inquiries

IN_LIST = "in_list"  # a field of the form: the button was pressed in the list
CHOOSE_FROM_LIST = gettext_lazy("Nothing was saved: choose from the list.")
NO_SUCH_DAY = gettext_lazy("Nothing was saved: write the day to ask again as 2026-12-01, from today on.")


class NoSuchDay(Exception):
    """The day on which the desk asks again is none, or has passed."""


class HandlingForm(forms.Form):
    """Base of both forms; `version` is that of the inquiry as it was shown."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = reason_field(ChangeReason)
    field_order = ["status", "follow_up_on", "assignee", "reason"]

    def __init__(self, data: QueryDict | None = None, *, inquiry: Inquiry) -> None:
        initial = {"version": inquiry.version, "assignee": str(inquiry.assignee_id or "")}
        super().__init__(data, auto_id=f"{type(self).__name__.lower()}-%s", initial=initial)


class StatusForm(HandlingForm):
    """Offers the statuses that may follow the present one."""

    def __init__(self, data: QueryDict | None = None, *, inquiry: Inquiry) -> None:
        super().__init__(data, inquiry=inquiry)
        choices = [(status.value, status.label) for status in TRANSITIONS[Status(inquiry.status)]]
        self.fields["status"] = forms.ChoiceField(label=_("New status"), choices=choices)
        self.fields["follow_up_on"] = DayField(
            label=_("Ask again on (only while waiting for the writer)"),
            required=False,
            initial=inquiry.follow_up_on,
            earliest=clock.today(),
        )
        self.order_fields(self.field_order)


class AssigneeForm(HandlingForm):
    """Offers everybody who may work on inquiries."""

    assignee = AssigneeField()


class HandlingView(InquiryActionView):
    """Saves one of the forms, unless the inquiry was changed since it was shown."""

    may_access = staticmethod(may_handle_inquiries)
    place = "handling"
    form_class: type[HandlingForm]

    refusals = {
        NoSuchDay: (messages.error, NO_SUCH_DAY),
        InvalidTransition: (messages.error, CHOOSE_FROM_LIST),
        NotAColleague: (messages.error, CHOOSE_FROM_LIST),
        User.DoesNotExist: (messages.error, CHOOSE_FROM_LIST),
    }

    def perform(self) -> Text:
        if self.shown_version != self.inquiry.version:
            raise StaleVersion
        form = self.form_class(self.request.POST, inquiry=self.inquiry)
        if not form.is_valid():
            raise NoSuchDay if form.errors.keys() == {"follow_up_on"} else InvalidTransition
        self.save(form.cleaned_data)
        return gettext_lazy("Inquiry %(reference)s is saved.")

    def save(self, data: dict[str, Any]) -> None:
        raise NotImplementedError


class StatusView(HandlingView):
    """Changes the status."""

    form_class = StatusForm

    def save(self, data: dict[str, Any]) -> None:
        change_status(
            inquiry=self.inquiry,
            to=Status(data["status"]),
            version=data["version"],
            actor=self.user,
            reason=ChangeReason(data["reason"]),
            follow_up_on=data["follow_up_on"],
        )


class TakeView(InquiryActionView):
    """Assigns the inquiry to whoever presses the button; leads back to where it was: the list or the inquiry."""

    may_access = staticmethod(may_handle_inquiries)
    place = "actions"

    def perform(self) -> Text:
        assign(inquiry=self.inquiry, assignee=self.user, version=self.shown_version, actor=self.user)
        return gettext_lazy("Inquiry %(reference)s is yours.")

    def get_success_url(self) -> str:
        return self.list_url if IN_LIST in self.request.POST else super().get_success_url()


class AssigneeView(HandlingView):
    """Changes the assignee."""

    form_class = AssigneeForm

    def save(self, data: dict[str, Any]) -> None:
        assignee = colleagues().get(pk=data["assignee"]) if data["assignee"] else None
        assign(
            inquiry=self.inquiry,
            assignee=assignee,
            version=data["version"],
            actor=self.user,
            reason=ChangeReason(data["reason"]),
        )
