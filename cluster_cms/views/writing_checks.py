"""Answers an editor what the rules of writing find in its form, and which corrections are certain."""

from http import HTTPStatus
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.ui.side_panels import BaseSidePanel, ChecksSidePanel
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import get_snippet_models

from cluster_cms.checks.explanations import EXPLANATIONS
from cluster_cms.checks.faults import WritingFinding
from cluster_cms.checks.house_terms import house_terms
from cluster_cms.checks.page_texts import texts_of_form
from cluster_cms.checks.running_texts import units
from cluster_cms.checks.writing_rules import findings
from cluster_cms.pages.languages import ENGLISH, JAPANESE
from cluster_cms.views.staff import signed_in_user

SHOWN = 200  # findings at once
LONGEST = 60  # characters of the words at fault


@require_POST
def check_form(request: HttpRequest, app_label: str, model_name: str) -> JsonResponse:
    """Answer with the findings in the form of the body, as HTML and as a number; nothing is looked up or stored."""
    policy, form_class = policy_and_form(app_label, model_name)
    if not policy.user_has_any_permission(signed_in_user(request), {"add", "change", "publish"}):
        raise PermissionDenied
    language = ENGLISH if request.GET.get("language") == ENGLISH else JAPANESE
    try:
        pieces = texts_of_form(form_class, request.POST, language=language)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        message = _("The text could not be read. Please reload the page.")
        return JsonResponse({"error": message}, status=HTTPStatus.BAD_REQUEST)
    found = findings(pieces, house_terms())
    rows = [row(one) for one in found[:SHOWN]]
    context = {"rows": rows, "more": len(found) - len(rows), "certain": sum(one["certain"] for one in rows)}
    html = render_to_string("cluster_cms/admin/writing_findings.html", context, request)
    return JsonResponse({"html": html, "count": len(found)})


def policy_and_form(app_label: str, model_name: str) -> tuple[Any, Any]:
    """Return who may edit records of a page type or a snippet, and the form. Raises Http404 for any other model."""
    try:
        model: Any = ContentType.objects.get_by_natural_key(app_label, model_name).model_class()
    except ContentType.DoesNotExist as error:
        raise Http404 from error
    if model in get_snippet_models():
        viewset = model.snippet_viewset
        return viewset.permission_policy, viewset.get_edit_handler().get_form_class()
    if model is None or not issubclass(model, Page):
        raise Http404
    return page_permission_policy, model.get_edit_handler().get_form_class()


def row(one: WritingFinding) -> dict[str, Any]:
    """Return what the editor shows of a finding; the span is in units of UTF-16, as its script counts."""
    name, why = EXPLANATIONS[one.fault.code]
    text, fault = one.piece.text, one.fault
    return {
        "name": name,
        "why": why,
        "words": one.words if len(one.words) <= LONGEST else f"{one.words[:LONGEST]}…",
        "found": one.words,
        "before": text[max(0, fault.start - 10) : fault.start],
        "behind": text[fault.end : fault.end + 10],
        "field": one.piece.field,
        "block": one.piece.block,
        "start": units(text, fault.start),
        "end": units(text, fault.end),
        "certain": fault.correction is not None,
        "correction": fault.correction or "",
    }


class WritingSidePanel(BaseSidePanel):
    """The checks of writing beside an editor that has no preview."""

    class SidePanelToggle(ChecksSidePanel.SidePanelToggle):
        """Wagtail's button with the number of findings."""

    name = ChecksSidePanel.name
    title = ChecksSidePanel.title
    order = ChecksSidePanel.order
    template_name = "cluster_cms/admin/writing_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        kind = ContentType.objects.get_for_model(self.model)
        return {**super().get_context_data(parent_context), "kind": kind}


def add_writing_checks(view: Any, panels: Any) -> Any:
    """Return the panels beside a snippet's form with the checks; an answer to autosaving takes those that are there."""
    if not (view.expects_json_response or getattr(view, "hydrate_create_view", False)):
        panels.append(WritingSidePanel(view.form.instance, view.request))
    return panels


def urls() -> list[URLPattern]:
    return [path("pages/writing/<slug:app_label>/<slug:model_name>/", check_form, name="check_writing")]
