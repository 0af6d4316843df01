"""The panel on the admin's home page that asks the privacy officer about erasures of unknown outcome."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from cluster_cms.erasures.decisions import NothingToDecide, decide_erasure, may_decide
from cluster_cms.erasures.erasing import erasables
from cluster_cms.erasures.lines import JournalBroken, Line
from cluster_cms.erasures.status import recent_status, unclear
from cluster_cms.security.accounts import User


class UnclearPanel(Component):
    """Lists the erasures of unknown outcome, each with the two possible answers."""

    name = "unclear_erasures"
    order = 30
    template_name = "cluster_cms/admin/unclear_erasures.html"

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        kinds = erasables()
        labels = [str(kinds[line.kind].label) if line.kind in kinds else line.kind for line in self.lines]
        times = [datetime.fromisoformat(line.at) for line in self.lines]
        return {"rows": zip(self.lines, labels, times, strict=True), "csrf_token": parent_context.get("csrf_token")}


def show_unclear(request: HttpRequest, panels: list[Any]) -> None:
    """Add the panel for the privacy officer, if anything is in doubt; for the hook `construct_homepage_panels`."""
    if not isinstance(request.user, User) or not may_decide(request.user):
        return
    try:
        lines = list(unclear(recent_status()).values())
    except (JournalBroken, OSError):
        return  # the doctor tells the operator
    if lines:
        panels.append(UnclearPanel(lines))


def urls() -> list[URLPattern]:
    return [path("erasures/decide/", decide, name="decide_erasure")]


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Erase or keep the record, as answered on the panel."""
    if not isinstance(request.user, User) or not may_decide(request.user):
        raise PermissionDenied
    try:
        kind, record = request.POST.get("kind", ""), UUID(request.POST.get("record", ""))
        erase = {"erase": True, "keep": False}[request.POST.get("answer", "")]
    except (ValueError, KeyError):
        return HttpResponseBadRequest()
    try:
        decide_erasure(kind=kind, record=record, erase=erase, actor=request.user)
    except NothingToDecide:
        messages.warning(request, _("This erasure is no longer in doubt; nothing was changed."))
    else:
        messages.success(request, _("It is erased.") if erase else _("It is kept; the journal says so."))
    return redirect("wagtailadmin_home")
