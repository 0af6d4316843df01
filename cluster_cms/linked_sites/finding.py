"""Every link that leaves the site: in running text and blocks of live pages, in settings, and as a redirect.

The stored content is read as it is, whatever blocks it is made of: a link is an address in an `<a>` of running text, or
a whole value that is a full address of another host.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.registry import registry
from wagtail.fields import StreamField
from wagtail.models import Page

from cluster_cms.blocks.links import is_safe_address, leaves_the_site
from cluster_cms.pages.base import display_title
from cluster_cms.pages.site_settings import default_site

IN_TEXT = re.compile(r"""<a\b[^>]*?\bhref="([^"]*)\"""", re.IGNORECASE)


@dataclass(frozen=True)
class OutsideLink:
    """One link: where it stands, where staff change it, and where it leads."""

    place: str
    edit_url: str
    language: str
    address: str

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""


def outside_links() -> list[OutsideLink]:
    """Return all of them, by host; an address that stands twice on a page is one link."""
    found = {*links_of_pages(), *links_of_settings(), *links_of_redirects()}
    return sorted(found, key=lambda link: (link.host, link.address, link.place))


def links_of_pages() -> Iterator[OutsideLink]:
    for page in Page.objects.live().filter(depth__gte=2).select_related("locale").specific(defer=False):
        edit_url, language = reverse("wagtailadmin_pages:edit", args=[page.pk]), page.locale.language_code
        for address in addresses_in(page):
            yield OutsideLink(display_title(page), edit_url, language, address)


def links_of_settings() -> Iterator[OutsideLink]:
    for model in registry:
        record = model.for_site(default_site())
        edit_url = reverse("wagtailsettings:edit", args=[model._meta.app_label, model._meta.model_name])
        for address in addresses_in(record):
            yield OutsideLink(str(model._meta.verbose_name), edit_url, "", address)


def links_of_redirects() -> Iterator[OutsideLink]:
    for one in Redirect.objects.exclude(redirect_link=""):
        if leads_outside(one.redirect_link):
            place = _("Redirect from %(path)s") % {"path": one.old_path}
            yield OutsideLink(place, reverse("wagtailredirects:edit", args=[one.pk]), "", one.redirect_link)


def addresses_in(record: models.Model) -> Iterator[str]:
    """Yield each outside address in the texts of a record, and of what belongs to it."""
    for field in record._meta.concrete_fields:
        if isinstance(field, StreamField):
            yield from among(field.value_from_object(record).get_prep_value())
        elif isinstance(field, models.CharField | models.TextField):
            yield from among(field.value_from_object(record))


def among(value: Any) -> Iterator[str]:
    """Yield the outside addresses in a stored value, however deep they lie."""
    if isinstance(value, dict):
        value = value.values()
    if isinstance(value, str):
        candidates: Iterable[str] = [value.strip(), *map(html.unescape, IN_TEXT.findall(value))]
        yield from filter(leads_outside, candidates)
    elif isinstance(value, Iterable):
        for part in value:
            yield from among(part)


def leads_outside(address: str) -> bool:
    return address.startswith(("http://", "https://")) and is_safe_address(address) and leaves_the_site(address)
