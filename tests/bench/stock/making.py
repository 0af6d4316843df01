"""Makes the stock site's pages from the texts of ours; run inside the project that tests/bench/sites.py has started."""

import json
import sys
from typing import Any

from django.core.management import call_command
from wagtail.models import Page, Site

from tests.bench.stock.models import FormField, FormPage, TextPage

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
    """Make the tables, a home page and below it a policy at /policy/ and a form at /contact/."""
    call_command("makemigrations", "stock", verbosity=0)
    call_command("migrate", verbosity=0)
    texts: dict[str, list[str]] = json.load(sys.stdin)
    home = Page.get_first_root_node().add_child(instance=text_page("Home", "stock", texts["home"]))
    Site.objects.update(root_page=home)
    home.add_child(instance=text_page("Policy", "policy", texts["policy"]))
    home.add_child(instance=form_page("".join(texts["form"])))


def text_page(title: str, slug: str, paragraphs: list[str]) -> Any:
    return TextPage(title=title, slug=slug, body=[("paragraph", text) for text in paragraphs])


def form_page(intro: str) -> Any:
    page = FormPage(title="Contact", slug="contact", intro=intro, to_address="desk@example.com")
    page.from_address = "site@example.com"
    page.form_fields = [
        FormField(label=name, field_type=kind, required=name != "company", choices="products,other", sort_order=place)
        for place, (name, kind) in enumerate(FIELDS.items())
    ]
    return page
