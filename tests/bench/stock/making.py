"""Makes the stock site: tables, home page and a form with the same fields as ours; prints nothing."""

from django.core.management import call_command
from wagtail.models import Page, Site

from tests.bench.stock.models import FormField, FormPage

FIELDS = {
    "subject": "radio",
    "company": "singleline",
    "name": "singleline",
    "mail": "email",
    "phone": "singleline",
    "message": "multiline",
    "agreement": "checkbox",
}


def make() -> None:
    """Make tables and the form page at /contact/."""
    call_command("migrate", verbosity=0)
    home = Site.objects.get(is_default_site=True).root_page
    page = FormPage(title="Contact", slug="contact", to_address="desk@example.com", from_address="site@example.com")
    page.form_fields = [
        FormField(label=name, field_type=kind, required=name != "company", choices="products,other", sort_order=place)
        for place, (name, kind) in enumerate(FIELDS.items())
    ]
    Page.objects.get(pk=home.pk).add_child(instance=page)
