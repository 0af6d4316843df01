"""The screens of incidents: list with form, one incident, and the CSV file of whose data was touched."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin import messages

from cluster_cms.security.accounts import User
from cluster_cms.text.csv_cells import csv_file
from contact.admin.base import CsvDownloadView, DeskFormScreen, DeskScreen, DeskView
from contact.admin.incident_forms import DescriptionForm, IncidentForm, NoticeForm
from contact.inquiries.history import name_of
from contact.models import Incident, IncidentKind, PersonsNotice
from contact.permissions import may_see_audit
from contact.privacy.audit_log import labels
from contact.privacy.incident_records import describe_incident, record_persons_notice
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

NOT_NOTED = gettext_lazy("Nothing was noted: this was noted already, or the incident is closed.")
MAX_INCIDENTS = 100  # in the list, the newest


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
        account_id, incident = self.incident.account_id, self.incident
        account = name_of(account_id, User.objects.in_bulk([account_id])) if account_id else _("Every account")
        told = {name: getattr(incident, name) for name in DescriptionForm.base_fields}
        return {
            "incident": incident,
            "account": account,
            "description": DescriptionForm(initial=told),
            "notice": NoticeForm(initial={"notice": incident.notice, "text": incident.notice_text}),
        } | super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        for name, form_class in (("description", DescriptionForm), ("notice", NoticeForm)):
            if name in request.POST.getlist("save"):
                return self.save(name, form_class(request.POST))
        return self.take_step(request.POST.get("step", ""))

    def save(self, name: str, form: DescriptionForm | NoticeForm) -> HttpResponse:
        """Save one of the two forms, or show the page with it as it was filled in."""
        if not form.is_valid():
            messages.error(self.request, _("Nothing was saved: something is missing below."))
            return self.render_to_response(self.get_context_data(**{name: form}))
        data = form.cleaned_data
        try:
            if isinstance(form, DescriptionForm):
                describe_incident(incident=self.incident, actor=self.user, **data)
            else:
                notice = PersonsNotice(data["notice"])
                record_persons_notice(
                    incident=self.incident, notice=notice, at=data["at"], text=data["text"], actor=self.user
                )
        except InvalidStep:
            messages.warning(self.request, NOT_NOTED)
            return self.render_to_response(self.get_context_data(**{name: form}))
        messages.success(self.request, _("It is noted."))
        return redirect("incidents:incident", self.incident.number)

    def take_step(self, step: str) -> HttpResponse:
        try:
            record_step(incident=self.incident, step=step, actor=self.user)
        except InvalidStep:
            messages.warning(self.request, NOT_NOTED)
        else:
            messages.success(self.request, _("It is noted."))
        return redirect("incidents:incident", self.incident.number)


class IncidentFileView(OneIncidentView, CsvDownloadView):
    """Sends the list of whose data was touched, as CSV."""

    def get_filename(self) -> str:
        return f"incident-{self.incident.number}.csv"

    def csv_chunks(self) -> Iterator[bytes]:
        export_affected(incident=self.incident, actor=self.user)
        return affected_csv(self.incident)


def affected_csv(incident: Incident) -> Iterator[bytes]:
    headings = [_("Reference"), pgettext("of a person", "Name"), _("Email address"), pgettext("desk", "What")]
    words = labels()  # now: the rows are made later, in whatever language is active then
    return csv_file(headings, ([affected_row(affected, words)] for affected in affected_by(incident)))


def affected_row(affected: AffectedPerson, words: Mapping[str, str]) -> list[str]:
    actions = ", ".join(words.get(action, action) for action in affected.actions)
    return [affected.reference, affected.name, affected.mail, actions]
