"""Pages of paragraphs, and a form that stores its posts and sends a mail, as Wagtail's documentation shows it."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.blocks import RichTextBlock
from wagtail.contrib.forms.models import AbstractEmailForm, AbstractFormField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page


class TextPage(Page):
    body = StreamField([("paragraph", RichTextBlock())])
    template = "stock/text_page.html"

    class Meta:
        app_label = "stock"


class FormField(AbstractFormField):
    page = ParentalKey("FormPage", on_delete=models.CASCADE, related_name="form_fields")

    class Meta(AbstractFormField.Meta):
        app_label = "stock"


class FormPage(AbstractEmailForm):
    intro = RichTextField(blank=True)
    thank_you_text = RichTextField(blank=True)
    template = "stock/form_page.html"
    landing_page_template = "stock/form_page_landing.html"

    class Meta:
        app_label = "stock"
