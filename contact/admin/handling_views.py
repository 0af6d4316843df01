"""The forms beside an inquiry that change its status and its assignee, each with a reason."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cluster_cms.security.accounts import User
from contact.admin.base import ActionRefusals, InquiryActionView, Text, stale_version_message
from contact.admin.fields import AssigneeField, reason_field
from contact.inquiries.handling import InvalidTransition, NotAColleague, StaleVersion, assign, change_status
from contact.models import TRANSITIONS, ChangeReason, Inquiry, Status
from contact.permissions import colleagues, may_handle_inquiries

CHOOSE_FROM_LIST = gettext_lazy("Nothing was saved: choose from the list.")


class HandlingForm(forms.Form):
    """Base of both forms; `version` is that of the inquiry as it was shown."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = reason_field(ChangeReason)
    field_order = ["status", "assignee", "reason"]

    def __init__(self, data: QueryDict | None = None, *, inquiry: Inquiry) -> None:
        initial = {"version": inquiry.version, "assignee": str(inquiry.assignee_id or "")}
        super().__init__(data, auto_id=f"{type(self).__name__.lower()}-%s", initial=initial)


class StatusForm(HandlingForm):
    """Offers the statuses that may follow the present one."""

    def __init__(self, data: QueryDict | None = None, *, inquiry: Inquiry) -> None:
        super().__init__(data, inquiry=inquiry)
        choices = [(status.value, status.label) for status in TRANSITIONS[Status(inquiry.status)]]
        self.fields["status"] = forms.ChoiceField(label=_("New status"), choices=choices)
        self.order_fields(self.field_order)


class AssigneeForm(HandlingForm):
    """Offers everybody who may work on inquiries."""

    assignee = AssigneeField()


class HandlingView(InquiryActionView):
    """Saves one of the forms, unless the inquiry was changed since it was shown."""

    may_access = staticmethod(may_handle_inquiries)
    form_class: type[HandlingForm]

    @property
    def refusals(self) -> ActionRefusals:  # type: ignore[override]  # the text names the change, so it is made when needed
        return {
            StaleVersion: (messages.error, stale_version_message(self.inquiry)),
            InvalidTransition: (messages.error, CHOOSE_FROM_LIST),
            NotAColleague: (messages.error, CHOOSE_FROM_LIST),
            User.DoesNotExist: (messages.error, CHOOSE_FROM_LIST),
        }

    def perform(self) -> Text:
        if self.request.POST.get("version") != str(self.inquiry.version):
            raise StaleVersion
        form = self.form_class(self.request.POST, inquiry=self.inquiry)
        if not form.is_valid():
            raise InvalidTransition
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
        )


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
