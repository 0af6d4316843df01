"""The screens of the audit: a list that can be narrowed, its export, and the check of the chain. None changes it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cluster_cms import clock
from cluster_cms.views.staff import StaffScreen
from contact.auditing.acts import acts_of
from contact.auditing.filters import AuditFilter, AuditPage, page_of
from contact.auditing.looking import export_audit, look_at_audit, verify_audit
from contact.desk.screens import DeskView
from contact.export import as_csv
from contact.permissions import may_see_audit

TOLD = 5  # problems of the chain; the number tells of the rest
LONGEST = 18  # digits of a number that every database takes


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
        look_at_audit(actor=self.person, reference=reference_of(self.form), count=len(self.page.entries))
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
        chunks = export_audit(found=form.found(), actor=self.person, reference=reference_of(form))
        response = StreamingHttpResponse(chunks, content_type=as_csv.TYPE)
        response.headers["Content-Disposition"] = f'attachment; filename="inquiry-audit-{clock.today():%Y%m%d}.csv"'
        return response


class VerifyView(DeskView):
    """Checks the whole chain, as the doctor does."""

    question = staticmethod(may_see_audit)
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        problems = verify_audit(actor=self.person)
        if problems:
            told = {"count": len(problems), "first": "; ".join(problems[:TOLD])}
            messages.error(request, _("The chain is broken in %(count)s places: %(first)s") % told)
        else:
            messages.success(request, _("The chain is whole: no entry was changed, removed or slipped in."))
        return redirect("inquiry_audit:index")
