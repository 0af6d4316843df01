"""The screens of the audit log: a filtered list, its CSV file, and the check of the hash chain."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, pgettext_lazy
from wagtail.admin import messages

from cluster_cms import clock
from cluster_cms.clock import midnight, tokyo_date
from cluster_cms.security.accounts import User
from cluster_cms.security.audit import AuditEntry
from cluster_cms.text.day_fields import DayField
from contact.admin.base import CsvDownloadView, DeskScreen, DeskView
from contact.permissions import may_see_audit
from contact.privacy.audit_log import acts_of, entries, export_audit_log, labels, verify_audit_log, view_audit_log
from contact.text.references import PATTERN

PAGE_SIZE = 50
NO_ACCOUNT = "none"  # the writer of an inquiry, or the site itself
MAX_PROBLEMS = 5  # broken links of the chain that are named; the number stands beside them
CHECKED_SINCE = gettext_noop(
    "After entry %(number)s no entry was changed, removed or slipped in; the entries up to it were checked on %(day)s."
)
MAX_DIGITS = 18  # of a position that every database takes


def account_choices() -> list[tuple[str, Any]]:
    """Return everybody, nobody, and every account, also of those who left."""
    people = User.objects.order_by("last_name", "first_name", "username")
    accounts = [(str(user.pk), user.get_full_name() or user.get_username()) for user in people]
    nobody = (NO_ACCOUNT, pgettext_lazy("audit", "No account"))
    return [("", pgettext_lazy("audit", "Everybody")), nobody, *accounts]


class AuditFilter(forms.Form):
    """The filter of the log; every field may stay empty."""

    person = forms.ChoiceField(label=gettext_lazy("Who"), required=False, choices=account_choices)
    action = forms.ChoiceField(
        label=pgettext_lazy("desk", "What"),
        required=False,
        choices=lambda: [("", pgettext_lazy("audit", "Everything")), *labels().items()],
    )
    reference = forms.CharField(label=gettext_lazy("Reference"), required=False, max_length=40)
    since = DayField(label=pgettext_lazy("day", "From"), required=False)
    until = DayField(label=gettext_lazy("Up to and including"), required=False)

    def clean_reference(self) -> str:
        """Return a reference in capitals, as it stands in the chain; other subjects unchanged."""
        text = str(self.cleaned_data["reference"]).strip()
        return text.upper() if re.fullmatch(PATTERN, text.upper()) else text

    def matching(self) -> QuerySet[AuditEntry]:
        """Return the entries that match the filter, the newest first; none while the filter is invalid."""
        if not self.is_valid():
            return entries().none()
        data, found = self.cleaned_data, entries()
        if data["person"]:
            found = found.filter(actor_id=None if data["person"] == NO_ACCOUNT else int(data["person"]))
        if data["action"]:
            found = found.filter(action=data["action"])
        if data["reference"]:
            found = found.filter(subject=data["reference"])
        if data["since"]:
            found = found.filter(at__gte=midnight(data["since"]))
        if data["until"]:
            found = found.filter(at__lt=midnight(data["until"] + timedelta(days=1)))
        return found

    def known_reference(self) -> str:
        """Return the reference that was filtered by; empty when no entry has it, for then it may be anything."""
        return self.cleaned_data["reference"] if self.is_valid() and self.matching().exists() else ""


@dataclass(frozen=True)
class AuditPage:
    """Entries, the newest first, and the positions from which the pages beside it begin; None where there is none."""

    entries: list[AuditEntry]
    newer: int | None
    older: int | None


def audit_page(found: QuerySet[AuditEntry], *, before: int | None, after: int | None) -> AuditPage:
    """Return the page that ends above the position `before`, begins below `after`, or is the newest."""
    if after is not None:
        cut = list(found.filter(position__gt=after).order_by("position")[: PAGE_SIZE + 1])
        more, shown = len(cut) > PAGE_SIZE, cut[:PAGE_SIZE][::-1]
        return AuditPage(shown, shown[0].position if more else None, shown[-1].position if shown else None)
    cut = list((found.filter(position__lt=before) if before is not None else found)[: PAGE_SIZE + 1])
    more, shown = len(cut) > PAGE_SIZE, cut[:PAGE_SIZE]
    newer = shown[0].position if shown and before is not None else None
    return AuditPage(shown, newer, shown[-1].position if more else None)


def position_of(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS else None


class AuditLogView(DeskScreen):
    """Lists who did what with inquiries; viewing it is recorded too."""

    may_access = staticmethod(may_see_audit)
    http_method_names = ["get", "head"]
    template_name = "contact/admin/audit/list.html"
    page_title = gettext_lazy("Who did what with inquiries")
    header_icon = "clipboard-list"
    parents = ()

    @cached_property
    def form(self) -> AuditFilter:
        return AuditFilter(self.request.GET)

    @cached_property
    def page(self) -> AuditPage:
        before, after = (position_of(self.request.GET.get(name, "")) for name in ("before", "after"))
        return audit_page(self.form.matching(), before=before, after=after)

    def get(self, request: HttpRequest, *args: str, **kwargs: Any) -> HttpResponse:
        response = super().get(request)
        view_audit_log(actor=self.user, reference=self.form.known_reference(), count=len(self.page.entries))
        return response

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


class AuditLogFileView(CsvDownloadView):
    """Sends all entries that match the filter, as CSV."""

    may_access = staticmethod(may_see_audit)

    @cached_property
    def form(self) -> AuditFilter:
        return AuditFilter(self.request.GET)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.form.is_valid():
            messages.error(request, _("Nothing was exported: correct the filter first."))
            return redirect("inquiry_audit:index")
        return super().post(request)

    def get_filename(self) -> str:
        return f"inquiry-audit-{clock.today():%Y%m%d}.csv"

    def csv_chunks(self) -> Iterator[bytes]:
        return export_audit_log(found=self.form.matching(), actor=self.user, reference=self.form.known_reference())


@method_decorator(transaction.non_atomic_requests, name="dispatch")  # it reads before it writes
class VerifyView(DeskView):
    """Checks the hash chain from where the nightly check came to, or all of it."""

    may_access = staticmethod(may_see_audit)
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        problems, since = verify_audit_log(actor=self.user, whole="whole" in request.POST)
        if problems:
            broken = {"count": len(problems), "first": "; ".join(problems[:MAX_PROBLEMS])}
            messages.error(request, _("The chain is broken in %(count)s places: %(first)s") % broken)
        elif since:
            place = {"number": since.position, "day": tokyo_date(since.checked_at)}
            messages.success(request, _(CHECKED_SINCE) % place)
        else:
            messages.success(request, _("The chain is whole: no entry was changed, removed or slipped in."))
        return redirect("inquiry_audit:index")
