"""Which site and which language an address belongs to.

Every request asks, and the answer changes once in years: each process remembers it for a moment. A change made here is
seen at once, one made by another process within `LIFETIME`. Pages themselves are never remembered.
"""

import copy
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from wagtail.models import Locale, Page, Site

LIFETIME = 3  # seconds


@dataclass(frozen=True)
class Map:
    """The sites, the class of the home page of each, and the language of each locale."""

    sites: list[Site]
    homes: dict[int, type[Page]]
    languages: dict[int, str]
    until: float  # on the monotonic clock


_maps: list[Map] = []  # the newest, or none


def present_map() -> Map:
    if not _maps or monotonic() >= _maps[-1].until:
        _maps[:] = [fresh_map()]
    return _maps[-1]


def fresh_map() -> Map:
    sites = list(Site.objects.all())
    homes = {page.pk: page.specific_class or Page for page in Page.objects.filter(sites_rooted_here__in=sites)}
    languages = dict(Locale.objects.values_list("pk", "language_code"))
    return Map(sites, homes, languages, monotonic() + LIFETIME)


@receiver([post_save, post_delete], sender=Site)
@receiver([post_save, post_delete], sender=Locale)
def forget(**signal: Any) -> None:
    _maps.clear()


def company_site() -> Site:
    """Return the site of the company. Raises Site.DoesNotExist before there is one."""
    for site in present_map().sites:
        if site.is_default_site:
            return copy.copy(site)
    raise Site.DoesNotExist


def site_for(request: HttpRequest) -> Site | None:
    """Return the site of a request with its home page, as Wagtail does; the only one needs no comparison of hosts."""
    known = present_map()
    if len(known.sites) != 1 or not known.sites[0].is_default_site:
        return Site._find_for_request(request)
    site = copy.copy(known.sites[0])
    site.root_page = known.homes[site.root_page_id]._default_manager.get(pk=site.root_page_id)
    return site


_classes: dict[tuple[int, str], type[Page]] = {}  # of the pages that were found, by parent and slug


def child_of(parent: Page, slug: str) -> Page:
    """Return the specific page below another, by one query once its class is known. Raises Page.DoesNotExist."""
    known = _classes.get((parent.pk, slug))
    child = known and known._default_manager.child_of(parent).filter(slug=slug).first()
    if not child:
        child = parent.get_children().get(slug=slug).specific
        _classes[parent.pk, slug] = type(child)
    child._cached_parent_obj = parent
    return child


def language_of(page: Page) -> str:
    """Return the language of a page: "ja" or "en"."""
    return present_map().languages.get(page.locale_id) or str(page.locale.language_code)
