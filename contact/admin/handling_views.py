"""The forms beside an inquiry: status and assignee, each with its reason."""

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin import messages

from cluster_cms.security.accounts import User
from contact.admin.base import OneInquiryView
from contact.inquiries.handling import InvalidTransition, NotAColleague, StaleVersion, assign, change_status
from contact.inquiries.history import Event, history_of
from contact.models import TRANSITIONS, ChangeReason, Inquiry, Status
from contact.permissions import colleagues, may_handle_inquiries


def reason_field(reasons: type[models.TextChoices]) -> forms.ChoiceField:
    """Return the field that asks for a reason; the first of the list is the usual one, and chosen beforehand."""
    return forms.ChoiceField(label=gettext_lazy("Reason"), choices=reasons.choices, initial=reasons.values[0])


class HandlingForm(forms.Form):
    """Carries the version of the inquiry that its reader has seen."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = reason_field(ChangeReason)

    def __init__(self, data: QueryDict | None = None, *, inquiry: Inquiry) -> None:
        super().__init__(data, auto_id=f"{type(self).__name__.lower()}-%s", initial={"version": inquiry.version})
        self.add_choice(inquiry)
        self.order_fields(["status", "assignee", "reason"])

    def add_choice(self, inquiry: Inquiry) -> None:
        raise NotImplementedError


class StatusForm(HandlingForm):
    def add_choice(self, inquiry: Inquiry) -> None:
        choices = [(one.value, one.label) for one in TRANSITIONS[Status(inquiry.status)]]
        self.fields["status"] = forms.ChoiceField(label=_("New status"), choices=choices)


class AssigneeForm(HandlingForm):
    def add_choice(self, inquiry: Inquiry) -> None:
        choices = [("", pgettext("assignee", "Nobody"))]
        choices += [(str(person.pk), person.get_full_name() or person.get_username()) for person in colleagues()]
        self.fields["assignee"] = forms.ChoiceField(label=_("Assignee"), choices=choices, required=False)
        self.initial["assignee"] = str(inquiry.assignee_id or "")


def last_change(inquiry: Inquiry) -> Event | None:
    return next((event for event in history_of(inquiry) if event.changes), None)


def what_happened(inquiry: Inquiry) -> str:
    """Return one sentence for who comes too late."""
    event = last_change(inquiry)
    told = {"what": event.what, "who": event.who} if event else {"what": "-", "who": "-"}
    text = _("Nothing was saved: the inquiry has been changed meanwhile (%(what)s, %(who)s). Please look at it again.")
    return text % told


class HandlingView(OneInquiryView):
    """Saves one of the forms and returns to the inquiry, where whatever stood in the way is said."""

    question = staticmethod(may_handle_inquiries)
    http_method_names = ["post"]
    form_class: type[HandlingForm]

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = self.form_class(request.POST, inquiry=self.inquiry)
        try:
            if request.POST.get("version") != str(self.inquiry.version):
                raise StaleVersion
            if not form.is_valid():
                raise InvalidTransition
            self.save(form.cleaned_data)
        except StaleVersion:
            messages.error(request, what_happened(self.inquiry))
        except (InvalidTransition, NotAColleague, User.DoesNotExist):
            messages.error(request, _("Nothing was saved: choose from the list."))
        else:
            messages.success(request, _("Inquiry %(reference)s is saved.") % {"reference": reference})
        return redirect("inquiries:inquiry", reference)

    def save(self, data: dict[str, Any]) -> None:
        raise NotImplementedError


class StatusView(HandlingView):
    form_class = StatusForm

    def save(self, data: dict[str, Any]) -> None:
        change_status(
            inquiry=self.inquiry,
            to=Status(data["status"]),
            version=data["version"],
            actor=self.person,
            reason=ChangeReason(data["reason"]),
        )


class AssigneeView(HandlingView):
    form_class = AssigneeForm

    def save(self, data: dict[str, Any]) -> None:
        assignee = colleagues().get(pk=data["assignee"]) if data["assignee"] else None
        assign(
            inquiry=self.inquiry,
            assignee=assignee,
            version=data["version"],
            actor=self.person,
            reason=ChangeReason(data["reason"]),
        )
