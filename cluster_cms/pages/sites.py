"""Finds site, language and page of an address with few queries: what rarely changes is kept under the content stamp."""

import copy
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cluster_cms.pages.content_stamp import per_stamp

TREE_FIELDS = ("path", "depth", "numchild", "slug", "url_path")
LINK_FIELDS = (*TREE_FIELDS, "title", "draft_title", "live", "locale", "translation_key", "content_type", "alias_of")


@dataclass(frozen=True)
class Snapshot:
    """All sites, their home pages and the languages of locales by id, and whether any page is restricted."""

    sites: list[Site]
    homes: dict[int, Page]
    languages: dict[int, str]
    any_restricted: bool


@per_stamp
def snapshot() -> Snapshot:
    sites = list(Site.objects.all())
    homes = linkable(Page.objects.filter(sites_rooted_here__in=sites)).specific(defer=True)
    languages = dict(Locale.objects.values_list("pk", "language_code"))
    return Snapshot(sites, {page.pk: page for page in homes}, languages, PageViewRestriction.objects.exists())


def site_for(request: HttpRequest) -> Site | None:
    """Return the site of a request with its home page, as Wagtail does; a single site is not compared by host."""
    known = snapshot()
    if len(known.sites) != 1 or not known.sites[0].is_default_site:
        return Site._find_for_request(request)
    site = copy.copy(known.sites[0])
    home = known.homes[site.root_page_id]
    # A request for another page needs little of the home page; each gets an object of its own.
    shown = request.path_info == "/"
    site.root_page = type(home)._default_manager.get(pk=home.pk) if shown else copy.copy(home)
    return site


def language_of(page: Page) -> str:
    """Return the language of a page: "ja" or "en"."""
    return snapshot().languages.get(page.locale_id) or str(page.locale.language_code)


def locales_of(language: str) -> list[int]:
    """Return the id of the locale of a language; none where the site has no such locale."""
    return [pk for pk, code in snapshot().languages.items() if code == language]


def any_page_restricted() -> bool:
    return snapshot().any_restricted


def linkable(pages: Any) -> Any:
    """Return the queryset with only the columns that a link to a page needs; the others are many and large."""
    return pages.only(*LINK_FIELDS)


_children: dict[tuple[int, str], tuple[type[Page], int]] = {}  # class and id of a page, by parent and slug


def child_of(parent: Page, slug: str) -> Page:
    """Return the specific page below another, by one query once its class is known. Raises Page.DoesNotExist."""
    child = cached_child(parent, slug)
    if child is None:
        child = parent.get_children().get(slug=slug).specific
        _children[parent.pk, slug] = type(child), child.pk
    child._cached_parent_obj = parent
    return child


def cached_child(parent: Page, slug: str) -> Page | None:
    """Return the page last found at a place, if it is still there: a query by id is the cheapest."""
    page_class, pk = _children.get((parent.pk, slug), (Page, None))
    found = page_class._default_manager.filter(pk=pk).order_by() if pk else ()
    return next((page for page in found if page.slug == slug and page.is_child_of(parent)), None)
