"""Lets Wagtail's forms read a date or time as people write it, and keep what cannot be read until it is put right."""

from django.db import models
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from cluster_cms.text.day_fields import DayField, MomentField

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
    """Return the script without which Wagtail's calendar puts today in the place of what it cannot read."""
    return format_html('<script src="{}"></script>', static("cluster_cms/js/typed-dates.js"))
