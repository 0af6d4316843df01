"""Finds every link that leaves the site (texts, blocks, settings, redirects), and records when staff checked one."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.registry import registry
from wagtail.fields import StreamField
from wagtail.models import Page

from cluster_cms import clock
from cluster_cms.blocks.links import is_safe_address, leaves_the_site
from cluster_cms.pages.base_page import display_title
from cluster_cms.pages.site_settings import default_site
from cluster_cms.security import audit
from cluster_cms.security.accounts import LEGAL, MARKETING, PRIVACY, User, is_member

IN_TEXT = re.compile(r"""<a\b[^>]*?\bhref="([^"]*)\"""", re.IGNORECASE)
ADDRESS_LENGTH = 2000


@dataclass(frozen=True)
class OutsideLink:
    """One link: the place it stands on, where staff edit that, and its address."""

    place: str
    edit_url: str
    language: str
    address: str

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""


def outside_links() -> list[OutsideLink]:
    """Return all outside links by host; an address that occurs twice on a page is one link."""
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
    for redirect in Redirect.objects.exclude(redirect_link=""):
        if leads_outside(redirect.redirect_link):
            place = _("Redirect from %(path)s") % {"path": redirect.old_path}
            edit_url = reverse("wagtailredirects:edit", args=[redirect.pk])
            yield OutsideLink(place, edit_url, "", redirect.redirect_link)


def addresses_in(record: models.Model) -> Iterator[str]:
    """Yield each outside address in the text fields and stories of a record."""
    for field in record._meta.concrete_fields:
        if isinstance(field, StreamField):
            yield from addresses_in_value(field.value_from_object(record).get_prep_value())
        elif isinstance(field, models.CharField | models.TextField):
            yield from addresses_in_value(field.value_from_object(record))


def addresses_in_value(value: Any) -> Iterator[str]:
    """Yield the outside addresses in a stored value, nested lists and dictionaries included."""
    if isinstance(value, dict):
        value = value.values()
    if isinstance(value, str):
        candidates: Iterable[str] = [value.strip(), *map(html.unescape, IN_TEXT.findall(value))]
        yield from filter(leads_outside, candidates)
    elif isinstance(value, Iterable):
        for part in value:
            yield from addresses_in_value(part)


def leads_outside(address: str) -> bool:
    return address.startswith(("http://", "https://")) and is_safe_address(address) and leaves_the_site(address)


class OutsideLinkCheckQuerySet(models.QuerySet["OutsideLinkCheck"]):
    def newest_of_each(self) -> "dict[str, OutsideLinkCheck]":
        """Return the newest check of each address."""
        newest = self.values("address").annotate(newest=models.Max("pk")).values("newest")
        return {check.address: check for check in self.filter(pk__in=newest).select_related("checked_by")}


class OutsideLinkCheck(models.Model):
    """Somebody has opened the address and found what the link announces."""

    address = models.CharField(max_length=ADDRESS_LENGTH)
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[Any] = OutsideLinkCheckQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        moment: datetime = self.checked_at
        return f"{self.address} {moment:%Y-%m-%d}"


def may_check_links(user: User | AnonymousUser) -> bool:
    """Tell whether somebody may see the report and record a check: marketing, legal, privacy officer, administrator."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_superuser or is_member(user, MARKETING, PRIVACY, LEGAL)


class NoSuchLink(Exception):
    """The site has no link to this address any more."""


@transaction.atomic
def check_link(*, address: str, actor: User) -> OutsideLinkCheck:
    """Record the check of an address that the site links to. Raises NoSuchLink for any other."""
    if all(link.address != address for link in outside_links()):
        raise NoSuchLink(address)
    check = OutsideLinkCheck.objects.create(address=address, checked_at=clock.now(), checked_by=actor)
    audit.record("linked_site.checked", actor=actor, subject=(urlsplit(address).hostname or "")[:100])
    return check
