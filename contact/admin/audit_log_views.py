"""The screens of the audit log: a filtered list, its export, and the check of the chain."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages

from cluster_cms import clock
from cluster_cms.clock import midnight
from cluster_cms.security.accounts import User
from cluster_cms.security.audit import AuditEntry
from cluster_cms.views.staff import StaffScreen
from contact.admin.base import DeskView
from contact.exports import csv
from contact.permissions import may_see_audit
from contact.privacy.audit_log import LABELS, acts_of, entries, export_audit_log, verify_audit_log, view_audit_log
from contact.text.references import PATTERN

PAGE = 50
NOBODY = "none"  # no account: a writer, or the site itself
DAY = forms.DateInput(attrs={"type": "date"})
TOLD = 5  # problems of the chain; the number tells of the rest
LONGEST = 18  # digits of a number that every database takes


class AuditFilter(forms.Form):
    """All fields are free to stay empty. Who it was may have left since: every account can be chosen."""

    person = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    action = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    reference = forms.CharField(label=gettext_lazy("Reference"), required=False, max_length=40)
    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=DAY)
    until = forms.DateField(label=gettext_lazy("Up to and including"), required=False, widget=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.order_by("last_name", "first_name", "username")
        accounts = [(str(one.pk), one.get_full_name() or one.get_username()) for one in people]
        nobody = (NOBODY, pgettext_lazy("audit", "No account"))
        self.offer("person", [("", pgettext_lazy("audit", "Everybody")), nobody, *accounts])
        self.offer("action", [("", pgettext_lazy("audit", "Everything")), *LABELS.items()])

    def offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_reference(self) -> str:
        """Return a reference as it stands in the chain, however it was typed; other subjects as they are."""
        text = str(self.cleaned_data["reference"]).strip()
        return text.upper() if re.fullmatch(PATTERN, text.upper()) else text

    def found(self) -> QuerySet[AuditEntry]:
        """Return the entries that fit; none while a field makes no sense."""
        if not self.is_valid():
            return entries().none()
        given, chosen = self.cleaned_data, entries()
        if given["person"]:
            chosen = chosen.filter(actor_id=None if given["person"] == NOBODY else int(given["person"]))
        if given["action"]:
            chosen = chosen.filter(action=given["action"])
        if given["reference"]:
            chosen = chosen.filter(subject=given["reference"])
        if given["since"]:
            chosen = chosen.filter(at__gte=midnight(given["since"]))
        if given["until"]:
            chosen = chosen.filter(at__lt=midnight(given["until"] + timedelta(days=1)))
        return chosen


@dataclass(frozen=True)
class AuditPage:
    """Entries, the newest first, and the numbers from which the pages beside it begin; None where there is none."""

    entries: list[AuditEntry]
    newer: int | None
    older: int | None


def page_of(found: QuerySet[AuditEntry], *, before: int | None, after: int | None) -> AuditPage:
    """Cut one page out: the one before a number, the one after it, or the newest."""
    if after is not None:
        cut = list(found.filter(position__gt=after).order_by("position")[: PAGE + 1])
        more, shown = len(cut) > PAGE, cut[:PAGE][::-1]
        return AuditPage(shown, shown[0].position if more else None, shown[-1].position if shown else None)
    cut = list((found.filter(position__lt=before) if before is not None else found)[: PAGE + 1])
    more, shown = len(cut) > PAGE, cut[:PAGE]
    newer = shown[0].position if shown and before is not None else None
    return AuditPage(shown, newer, shown[-1].position if more else None)


def number_in(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None


class AuditView(StaffScreen, DeskView):
    """Lists who did what; whoever looks leaves an entry too."""

    question = staticmethod(may_see_audit)
    http_method_names = ["get", "head"]
    template_name = "contact/admin/audit/list.html"
    page_title = gettext_lazy("Who did what with inquiries")
    header_icon = "clipboard-list"

    @cached_property
    def form(self) -> AuditFilter:
        return AuditFilter(self.request.GET)

    @cached_property
    def page(self) -> AuditPage:
        asked = self.request.GET
        found = self.form.found()
        return page_of(found, before=number_in(asked.get("before", "")), after=number_in(asked.get("after", "")))

    def get(self, request: HttpRequest) -> HttpResponse:
        context = self.get_context_data()
        view_audit_log(actor=self.person, reference=reference_of(self.form), count=len(self.page.entries))
        return self.render_to_response(context)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET.copy()
        for place in ("before", "after"):
            query.pop(place, None)
        return super().get_context_data(**kwargs) | {
            "form": self.form,
            "acts": acts_of(self.page.entries),
            "page": self.page,
            "query": query.urlencode(),
        }


def reference_of(form: AuditFilter) -> str:
    """Return which inquiry was asked for; what is none is not written down."""
    return form.cleaned_data["reference"] if form.is_valid() and form.found().exists() else ""


class AuditFileView(DeskView):
    """Sends all entries that fit, as CSV."""

    question = staticmethod(may_see_audit)
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form = AuditFilter(request.GET)
        if not form.is_valid():
            messages.error(request, _("Nothing was exported: correct the filter first."))
            return redirect("inquiry_audit:index")
        chunks = export_audit_log(found=form.found(), actor=self.person, reference=reference_of(form))
        response = StreamingHttpResponse(chunks, content_type=csv.TYPE)
        response.headers["Content-Disposition"] = f'attachment; filename="inquiry-audit-{clock.today():%Y%m%d}.csv"'
        return response


class VerifyView(DeskView):
    """Checks the whole chain, as the doctor does."""

    question = staticmethod(may_see_audit)
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        problems = verify_audit_log(actor=self.person)
        if problems:
            told = {"count": len(problems), "first": "; ".join(problems[:TOLD])}
            messages.error(request, _("The chain is broken in %(count)s places: %(first)s") % told)
        else:
            messages.success(request, _("The chain is whole: no entry was changed, removed or slipped in."))
        return redirect("inquiry_audit:index")
