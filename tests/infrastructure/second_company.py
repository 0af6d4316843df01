"""Prints, as JSON, all that the site of a second company says: pages of both languages, files, errors and mails.

`python -m tests.infrastructure.second_company` with the DATABASE_URL of a migrated database.
"""

import json
import logging
import os
import sys
from collections.abc import Iterator
from unittest.mock import patch

import django

FILES = ("sitemap.xml", "sitemap-1.xml", "robots.txt", "site.webmanifest", ".well-known/security.txt")
BELOW = ("nothing/", "search/?q=x", "promises/", "your-data/", "news/feed.atom")
POLICY = ("v/1/", "v/3.json", "history.json", "history/", "feed.atom")


def fill() -> None:
    from django.core.management import call_command

    call_command("bootstrap_site", verbosity=0)
    call_command("load_demo", company="sample2", verbosity=0)


def walk() -> Iterator[tuple[str, str]]:
    """Yield each address and error, and the words that the search holds for one, with its text."""
    from django.test import Client
    from wagtail.models import Page

    from cluster_cms.views.errors import page_of
    from search.models import SearchSettings

    client = Client()
    pages = [page.url for page in Page.objects.live().filter(depth__gt=1)]
    homes = ("/", "/en/")
    below = [f"{home}{path}" for home in homes for path in BELOW]
    below += [f"{home}privacy-policy/{path}" for home in homes for path in POLICY]
    staff = ["/admin/login/", "/admin/account/login/"]
    for address in [*pages, *below, *(f"/{file}" for file in FILES), *staff]:
        answer = client.get(address, follow=True)
        yield f"{answer.status_code} {address}", answer.content.decode()
    for status in (400, 500, 503):
        yield f"error {status}", page_of(f"{status}.html", status).content.decode()
    yield "synonyms", "\n".join(SearchSettings.objects.values_list("synonyms", flat=True))


def letters() -> Iterator[tuple[str, str]]:
    """Yield the mails that follow an inquiry."""
    from django.core import mail
    from wagtail.models import Site

    from cluster_cms.demo import Stage
    from cluster_cms.mail.sending import send_due_mails
    from contact import demo
    from contact.pages import ContactPage

    mail.outbox = []
    stage = Stage(site=Site.objects.get(is_default_site=True), company="sample2")
    for page in ContactPage.objects.all():
        fields = demo.person("products", "A", "B", "b@example.com", "C")
        with patch.object(demo, "delete_mails"):
            demo.receive(demo.Sample(page.locale.language_code, 0, fields), page, stage)
    send_due_mails()
    for place, letter in enumerate(mail.outbox):
        yield f"email {place}", str(letter.message())
        yield f"email {place} text", f"{letter.subject}\n{letter.body}"


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "cluster_cms.settings.test"
    django.setup()
    logging.disable(logging.WARNING)
    fill()
    json.dump(dict([*walk(), *letters()]), sys.stdout)
