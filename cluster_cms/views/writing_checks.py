"""Answers the page editor what the rules of writing find in its form, and which corrections are certain."""

from http import HTTPStatus
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

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
    user = signed_in_user(request)
    if not page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"}):
        raise PermissionDenied
    language = ENGLISH if request.GET.get("language") == ENGLISH else JAPANESE
    form_class = page_class(app_label, model_name).get_edit_handler().get_form_class()
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


def page_class(app_label: str, model_name: str) -> type[Page]:
    """Return the model of a page type. Raises Http404 for any other."""
    try:
        model = ContentType.objects.get_by_natural_key(app_label, model_name).model_class()
    except ContentType.DoesNotExist as error:
        raise Http404 from error
    if model is None or not issubclass(model, Page):
        raise Http404
    return model


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


def urls() -> list[URLPattern]:
    return [path("pages/writing/<slug:app_label>/<slug:model_name>/", check_form, name="check_writing")]
