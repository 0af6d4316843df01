"""Lets Wagtail's forms read a date or time as people write it, and says beside the field at once what is read."""

from django.db import models
from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from cluster_cms.text.day_fields import DayField, MomentField, read_typed

LONGEST = 100  # characters of a date
FIELDS = (
    (models.DateField, DayField, AdminDateInput),
    (models.DateTimeField, MomentField, AdminDateTimeInput),
)


def register_fields() -> None:
    """Use our fields for every date and every moment of a model that is edited in the admin."""
    for db_field, form_class, widget in FIELDS:
        override = {"form_class": form_class, "widget": widget}
        register_form_field_override(db_field, override=override, exact_class=True)


def calendar_script() -> str:
    """Return the script that shows what is read, and keeps Wagtail's calendar from putting today in its place."""
    script = '<script src="{}" data-reader="{}"></script>'
    return format_html(script, static("cluster_cms/js/typed-dates.js"), reverse("typed_date"))


@require_POST
def read_date(request: HttpRequest) -> JsonResponse:
    """Answer with what a field would read of the typed date, in words, or why it cannot; nothing is stored."""
    typed = request.POST.get("typed", "")[:LONGEST]
    return JsonResponse(read_typed(typed, with_time=request.POST.get("kind") == "moment")._asdict())


def urls() -> list[URLPattern]:
    """Return the address below /admin/; for the hook `register_admin_urls`."""
    return [path("typed-date/", read_date, name="typed_date")]
