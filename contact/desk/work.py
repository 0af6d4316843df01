"""The two forms beside an inquiry: its status and its assignee. What a colleague changed meanwhile is told."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages

from cluster_cms.accounts import User
from contact.desk.handling import ChangedMeanwhile, NoSuchMove, assign, change_status
from contact.desk.history import Event, history_of
from contact.desk.screens import OneInquiryView
from contact.permissions import may_handle_inquiries
from contact.records import NEXT, Inquiry, Status

BACKEND = "django.contrib.auth.backends.ModelBackend"


def colleagues() -> QuerySet[User]:
    """Return the active people who may work on inquiries."""
    found = get_user_model().objects.with_perm("contact.handle_inquiry", backend=BACKEND)
    able = [person.pk for person in found if may_handle_inquiries(person)]
    return User.objects.filter(pk__in=able).order_by("last_name", "first_name", "username")


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.get_full_name() or obj.get_username())


class StatusForm(forms.Form):
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    status = forms.ChoiceField(label=gettext_lazy("New status"))

    def __init__(self, *args: Any, inquiry: Inquiry, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="status-%s", **kwargs)
        self.fields["version"].initial = inquiry.version
        choices = [(one.value, one.label) for one in NEXT[Status(inquiry.status)]]
        self.fields["status"].choices = choices  # type: ignore[attr-defined]


class AssigneeForm(forms.Form):
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    assignee = PersonField(
        label=gettext_lazy("Assignee"),
        queryset=User.objects.none(),
        required=False,
        empty_label=pgettext_lazy("assignee", "Nobody"),
    )

    def __init__(self, *args: Any, inquiry: Inquiry, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="assignee-%s", **kwargs)
        self.fields["version"].initial = inquiry.version
        self.fields["assignee"].initial = inquiry.assignee_id
        self.fields["assignee"].queryset = colleagues()  # type: ignore[attr-defined]


def last_change(inquiry: Inquiry) -> Event | None:
    return next((event for event in history_of(inquiry) if event.changes), None)


class HandlingView(OneInquiryView):
    """Saves one of the forms and returns to the inquiry, where whatever stood in the way is said."""

    question = staticmethod(may_handle_inquiries)
    http_method_names = ["post"]
    form_class: type[forms.Form]

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = self.form_class(request.POST, inquiry=self.inquiry)
        try:
            if request.POST.get("version") != str(self.inquiry.version):
                raise ChangedMeanwhile
            if not form.is_valid():
                raise NoSuchMove
            self.save(form.cleaned_data)
        except ChangedMeanwhile:
            messages.error(request, self.what_happened())
        except NoSuchMove:
            messages.error(request, _("Nothing was saved: choose from the list."))
        else:
            messages.success(request, _("Inquiry %(reference)s is saved.") % {"reference": reference})
        return redirect("inquiries:inquiry", reference)

    def save(self, data: dict[str, Any]) -> None:
        raise NotImplementedError

    def what_happened(self) -> str:
        event = last_change(self.inquiry)
        told = {"what": event.what, "who": event.who} if event else {"what": "-", "who": "-"}
        text = _(
            "Nothing was saved: the inquiry has been changed meanwhile (%(what)s, %(who)s). Please look at it again."
        )
        return text % told


class StatusView(HandlingView):
    form_class = StatusForm

    def save(self, data: dict[str, Any]) -> None:
        change_status(inquiry=self.inquiry, to=Status(data["status"]), version=data["version"], actor=self.person)


class AssigneeView(HandlingView):
    form_class = AssigneeForm

    def save(self, data: dict[str, Any]) -> None:
        assign(inquiry=self.inquiry, assignee=data["assignee"], version=data["version"], actor=self.person)
