"""The screens of incidents: list with form, one incident, and the CSV file of whose data was touched."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin import messages

from cluster_cms import clock
from cluster_cms.security.accounts import User
from cluster_cms.text.csv_cells import csv_file
from contact.admin.base import CsvDownloadView, DeskFormScreen, DeskScreen, DeskView
from contact.admin.fields import TokyoMomentField
from contact.inquiries.history import ACTIONS, name_of
from contact.models import Incident, IncidentKind
from contact.permissions import may_see_audit
from contact.privacy.incidents import (
    USUAL_OPENINGS,
    AffectedPerson,
    InvalidStep,
    affected_by,
    export_affected,
    open_incident,
    record_step,
    unusual_days,
)

MAX_INCIDENTS = 100  # in the list, the newest


class IncidentForm(forms.Form):
    """When it happened and when it was learned of; times are of Tokyo."""

    kind = forms.ChoiceField(label=pgettext_lazy("incident", "What happened"), choices=IncidentKind.choices)
    begins_at = TokyoMomentField(label=gettext_lazy("From (JST)"))
    ends_at = TokyoMomentField(label=gettext_lazy("Until (JST)"))
    learned_at = TokyoMomentField(label=gettext_lazy("Learned of it (JST)"))
    account = forms.ModelChoiceField(
        User.objects.all(), label=gettext_lazy("Account"), required=False, empty_label=gettext_lazy("Every account")
    )
    wrongful = forms.BooleanField(
        label=gettext_lazy("A wrongful act is possible"),
        required=False,
        help_text=gettext_lazy("The final report is then due within 60 days instead of 30."),
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends, learned = (found.get(name) for name in ("begins_at", "ends_at", "learned_at"))
        if begins and ends and ends < begins:
            self.add_error("ends_at", _("The end cannot be before the beginning"))
        if learned and learned > clock.now():
            self.add_error("learned_at", _("This time is yet to come"))
        return found


class ThresholdForm(forms.Form):
    """How many inquiries an account may open on a day before the day is listed as unusual."""

    over = forms.IntegerField(label=gettext_lazy("More inquiries on a day than"), min_value=0, max_value=10_000)


class IncidentsView(DeskFormScreen):
    """Lists incidents and days of unusually many accesses, and opens an incident."""

    may_access = staticmethod(may_see_audit)
    template_name = "contact/admin/incidents/list.html"
    page_title = gettext_lazy("Incidents")
    header_icon = "warning"
    parents = ()
    form_class = IncidentForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        threshold = ThresholdForm(self.request.GET if "over" in self.request.GET else {"over": USUAL_OPENINGS})
        over = threshold.cleaned_data["over"] if threshold.is_valid() else USUAL_OPENINGS
        days = unusual_days(over=over)
        people = User.objects.in_bulk({day.account_id for day in days})
        return super().get_context_data(**kwargs) | {
            "incidents": Incident.objects.all()[:MAX_INCIDENTS],
            "threshold": threshold,
            "over": over,
            "days": [(day, name_of(day.account_id, people)) for day in days],
        }

    def save(self, form: IncidentForm) -> str:
        data = form.cleaned_data | {"kind": IncidentKind(form.cleaned_data["kind"])}
        incident = open_incident(**data, actor=self.user)
        self.success_url = reverse("incidents:incident", args=[incident.number])
        return _("The incident is open; the clock runs.")


class OneIncidentView(DeskView):
    """Base of the views of one incident, which the address names by its number."""

    may_access = staticmethod(may_see_audit)

    @cached_property
    def incident(self) -> Incident:
        return get_object_or_404(Incident, number=self.kwargs["number"])


class IncidentView(OneIncidentView, DeskScreen):
    """Shows one incident with its deadlines, and records its steps."""

    template_name = "contact/admin/incidents/incident.html"
    header_icon = "warning"
    parents = (("incidents:index", gettext_lazy("Incidents")),)

    def get_page_title(self) -> str:
        return _("Incident %(number)s") % {"number": self.incident.number}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        account_id = self.incident.account_id
        account = name_of(account_id, User.objects.in_bulk([account_id])) if account_id else _("Every account")
        return super().get_context_data(**kwargs) | {"incident": self.incident, "account": account}

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        try:
            record_step(incident=self.incident, step=request.POST.get("step", ""), actor=self.user)
        except InvalidStep:
            messages.warning(request, _("Nothing was noted: this was noted already, or the incident is closed."))
        else:
            messages.success(request, _("It is noted."))
        return redirect("incidents:incident", number)


class IncidentFileView(OneIncidentView, CsvDownloadView):
    """Sends the list of whose data was touched, as CSV."""

    def get_filename(self) -> str:
        return f"incident-{self.incident.number}.csv"

    def csv_chunks(self) -> Iterator[bytes]:
        export_affected(incident=self.incident, actor=self.user)
        return affected_csv(self.incident)


def affected_csv(incident: Incident) -> Iterator[bytes]:
    headings = [_("Reference"), _("Your name"), _("Email address"), pgettext("desk", "What")]
    return csv_file(headings, ([affected_row(affected)] for affected in affected_by(incident)))


def affected_row(affected: AffectedPerson) -> list[str]:
    actions = ", ".join(str(ACTIONS.get(action, action)) for action in affected.actions)
    return [affected.reference, affected.name, affected.mail, actions]
