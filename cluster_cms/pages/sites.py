"""The two languages, and which site and language an address belongs to (remembered for three seconds)."""

import copy
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import translation
from wagtail.models import Locale, Page, PageViewRestriction, Site

JAPANESE = "ja"
ENGLISH = "en"
LANGUAGES = (JAPANESE, ENGLISH)
LIFETIME = 3  # seconds
PLACE = ("path", "depth", "numchild", "slug", "url_path")


def active_language() -> str:
    """Return the language of the present address: "ja" or "en"."""
    return ENGLISH if (translation.get_language() or JAPANESE).startswith(ENGLISH) else JAPANESE


def other_language(language: str) -> str:
    return JAPANESE if language == ENGLISH else ENGLISH


def paired(record: Any, name: str, language: str | None = None) -> str:
    """Return `name_ja` or `name_en` of a record with paired fields."""
    return str(getattr(record, f"{name}_{language or active_language()}"))


@dataclass(frozen=True)
class Map:
    """The sites, the class of the home page of each, the language of each locale, and if any page is closed."""

    sites: list[Site]
    homes: dict[int, type[Page]]
    languages: dict[int, str]
    any_closed: bool
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
    return Map(sites, homes, languages, PageViewRestriction.objects.exists(), monotonic() + LIFETIME)


@receiver([post_save, post_delete], sender=PageViewRestriction)
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
    homes = known.homes[site.root_page_id]._default_manager.all()
    # On the way to another page, little of the home page is needed.
    site.root_page = (homes if request.path_info == "/" else linkable(homes)).get(pk=site.root_page_id)
    return site


_found: dict[tuple[int, str], tuple[type[Page], int]] = {}  # class and id of the last page seen below a parent, by slug


def child_of(parent: Page, slug: str) -> Page:
    """Return the specific page below another, by one query once it is known. Raises Page.DoesNotExist."""
    child = known_child(parent, slug)
    if child is None:
        child = parent.get_children().get(slug=slug).specific
        _found[parent.pk, slug] = type(child), child.pk
    child._cached_parent_obj = parent
    return child


def known_child(parent: Page, slug: str) -> Page | None:
    """Return the page that was last seen at a place, if it is still there: by its id, the cheapest question."""
    kind, pk = _found.get((parent.pk, slug), (Page, None))
    found = kind._default_manager.filter(pk=pk).order_by() if pk else ()
    return next((page for page in found if page.slug == slug and page.is_child_of(parent)), None)


def linkable(pages: Any) -> Any:
    """Fetch of pages only what a link to them needs: the other columns are many and large."""
    return pages.only(*PLACE, "title", "live", "locale", "translation_key", "content_type", "alias_of")


def language_of(page: Page) -> str:
    """Return the language of a page: "ja" or "en"."""
    return present_map().languages.get(page.locale_id) or str(page.locale.language_code)


def any_page_restricted() -> bool:
    return present_map().any_closed
