"""A form page that stores its submissions and sends a mail, as Wagtail's documentation shows it."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.forms.models import AbstractEmailForm, AbstractFormField
from wagtail.fields import RichTextField


class FormField(AbstractFormField):
    page = ParentalKey("FormPage", on_delete=models.CASCADE, related_name="form_fields")

    class Meta(AbstractFormField.Meta):
        app_label = "stock"


class FormPage(AbstractEmailForm):
    intro = RichTextField(blank=True)
    thank_you_text = RichTextField(blank=True)
    template = "stock/form_page.html"
    landing_page_template = "stock/form_page_landing.html"
    content_panels = [*AbstractEmailForm.content_panels, FieldPanel("intro"), InlinePanel("form_fields")]

    class Meta:
        app_label = "stock"
