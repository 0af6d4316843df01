"""The screens of incidents: list, form, one incident, and its file."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cluster_cms import clock
from cluster_cms.security.accounts import User
from cluster_cms.views.staff import Breadcrumb, StaffScreen
from contact.admin.base import DeskView
from contact.exports.csv import BYTE_ORDER_MARK, TYPE, encoded, guarded
from contact.exports.exporting import in_language
from contact.inquiries.history import ACTIONS, name_of
from contact.models import Incident, IncidentKind
from contact.permissions import may_see_audit
from contact.privacy.incidents import (
    USUAL_REVEALS,
    InvalidStep,
    affected_by,
    export_affected,
    open_incident,
    record_step,
    unusual_days,
)


def moment_field(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, error_messages={"required": gettext_lazy("Enter the time")})


class IncidentForm(forms.Form):
    """When it happened and when it was learned of; times are of Tokyo."""

    happened = forms.ChoiceField(label=gettext_lazy("What happened"), choices=IncidentKind.choices)
    begins_at = moment_field(gettext_lazy("From (JST)"))
    ends_at = moment_field(gettext_lazy("Until (JST)"))
    learned_at = moment_field(gettext_lazy("Learned of it (JST)"))
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


class UsualForm(forms.Form):
    """How many inquiries somebody may open on a day before it is unusual; whoever looks decides."""

    over = forms.IntegerField(label=gettext_lazy("More inquiries on a day than"), min_value=0, max_value=10_000)


class IncidentScreen(StaffScreen, DeskView):
    question = staticmethod(may_see_audit)
    header_icon = "warning"


class IncidentsView(IncidentScreen):
    """Lists incidents and unusual days, and opens an incident."""

    template_name = "contact/admin/incidents/list.html"
    page_title = gettext_lazy("Incidents")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        usual = UsualForm(self.request.GET if "over" in self.request.GET else {"over": USUAL_REVEALS})
        over = usual.cleaned_data["over"] if usual.is_valid() else USUAL_REVEALS
        days = unusual_days(over=over)
        people = User.objects.in_bulk({day.account_id for day in days})
        return (
            {"form": IncidentForm()}
            | super().get_context_data(**kwargs)
            | {
                "incidents": Incident.objects.all()[:100],
                "usual": usual,
                "over": over,
                "days": [(day, name_of(day.account_id, people)) for day in days],
            }
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        form = IncidentForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        given = form.cleaned_data | {"happened": IncidentKind(form.cleaned_data["happened"])}
        incident = open_incident(**given, actor=self.person)
        messages.success(request, _("The incident is open; the clock runs."))
        return redirect("incidents:incident", incident.number)


class OneIncidentView(IncidentScreen):
    @cached_property
    def incident(self) -> Incident:
        return get_object_or_404(Incident, number=self.kwargs["number"])


class IncidentView(OneIncidentView):
    """Shows the clock of one incident and notes its steps."""

    template_name = "contact/admin/incidents/incident.html"

    def breadcrumbs(self) -> Breadcrumb:
        return [(reverse("incidents:index"), _("Incidents"))]

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(incident=self.incident, account=self.account()))

    def account(self) -> str:
        known = self.incident.account_id
        return name_of(known, User.objects.in_bulk([known])) if known else _("Every account")

    def get_page_title(self) -> str:
        return _("Incident %(number)s") % {"number": self.incident.number}

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        try:
            record_step(incident=self.incident, step=request.POST.get("step", ""), actor=self.person)
        except InvalidStep:
            messages.warning(request, _("Nothing was noted: this was noted already, or the incident is closed."))
        else:
            messages.success(request, _("It is noted."))
        return redirect("incidents:incident", number)


class IncidentFileView(OneIncidentView):
    """Sends the list of whose data was touched; taking it is recorded."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: int) -> StreamingHttpResponse:
        export_affected(incident=self.incident, actor=self.person)
        chunks = in_language(get_language(), csv_of(self.incident))
        response = StreamingHttpResponse(chunks, content_type=TYPE)
        response.headers["Content-Disposition"] = f'attachment; filename="incident-{number}.csv"'
        return response


def csv_of(incident: Incident) -> Iterator[bytes]:
    yield BYTE_ORDER_MARK.encode() + encoded([[_("Reference"), _("Your name"), _("Mail address"), _("What")]])
    for touched in affected_by(incident):
        done = ", ".join(str(ACTIONS.get(action, action)) for action in touched.actions)
        yield encoded([[guarded(text) for text in (touched.reference, touched.name, touched.mail, done)]])
