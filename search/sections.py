"""The sections of the site among what was found: the pages below the home page, each with all that stands under it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from wagtail.models import Page

from cluster_cms.pages.base_page import display_title
from cluster_cms.pages.content_stamp import per_stamp
from cluster_cms.pages.navigation import home_page
from cluster_cms.pages.search_sources import search_sources
from search.finding import PAGES, VIEWS, view_of

Key = tuple[str, int]


@dataclass(frozen=True)
class Section:
    """A page below the home page, or the home page; `path` is its place in the tree."""

    name: str
    label: str
    path: str
    url: str


@dataclass(frozen=True)
class Facet:
    """A section with the number of results in it."""

    section: Section
    count: int


@per_stamp
def sections(language: str) -> list[Section]:
    """Return the sections of a language in the order of the tree, the home page last."""
    home = home_page(language)
    if home is None:
        return []
    pages = [*home.get_children().live().specific(defer=True), home]
    return [Section(page.slug, display_title(page, language), page.path, page.url or "") for page in pages]


def sections_of(keys: Sequence[Key], language: str) -> dict[Key, Section]:
    """Return the section of each result, by one query."""
    pages = Page.objects.filter(pk__in=[key for name, key in keys if name == PAGES])
    paths = {(PAGES, pk): path for pk, path in pages.order_by().values_list("pk", "path")}
    for name, source in search_sources().items():
        if (wanted := [key for key in keys if key[0] == name]) and (page := source.page(language)):
            paths |= dict.fromkeys(wanted, page.path)
    known = sections(language)
    found = {key: next((one for one in known if path.startswith(one.path)), None) for key, path in paths.items()}
    for key in (key for key in keys if key[0] == VIEWS):
        view = view_of(key[1], language)
        found[key] = next((one for one in known if view and view.url.startswith(one.url)), None)
    return {key: section for key, section in found.items() if section}


def facets(of: dict[Key, Section]) -> list[Facet]:
    """Return the sections in which something was found, those with the most first."""
    return [Facet(section, count) for section, count in Counter(of.values()).most_common()]
