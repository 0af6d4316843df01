"""Menus, breadcrumbs, links that apps give to header and footer, and the page of the other language."""

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail import hooks
from wagtail.models import Page

from cluster_cms.pages.base_page import display_title
from cluster_cms.pages.site_settings import default_site
from cluster_cms.pages.sites import JAPANESE, active_language, language_of, linkable


@dataclass(frozen=True)
class SiteLink:
    """A link that an app offers to the frame of the site; its places are those of `site_links`."""

    place: str
    label: str
    url: str


@dataclass(frozen=True)
class SiteNotice:
    """Something every visitor should know now, on every page: a title, a sentence, links as (label, address)."""

    title: str
    text: str
    links: list[tuple[str, str]]


@dataclass(frozen=True)
class Crumb:
    label: str
    url: str | None


def site_links(language: str | None = None) -> dict[str, list[SiteLink]]:
    """Return the links of all apps by place (hook `register_site_links`)."""
    links: dict[str, list[SiteLink]] = {"contact": [], "privacy": [], "help": [], "linked_sites": []}
    for register in hooks.get_hooks("register_site_links"):
        for link in register(language or active_language()):
            links[link.place].append(link)
    return links


def site_notices(language: str | None = None) -> list[SiteNotice]:
    """Return the notices of all apps (hook `register_site_notice`)."""
    registered = hooks.get_hooks("register_site_notice")
    return [notice for register in registered for notice in register(language or active_language())]


def home_page(language: str | None = None) -> Page | None:
    """Return the live home page of a language."""
    root = Page.objects.filter(pk=default_site().root_page_id).values("translation_key")
    pages = Page.objects.filter(
        translation_key__in=root, live=True, locale__language_code=language or active_language()
    )
    return linkable(pages).first()


def menu_pages(home: Page) -> Iterable[Page]:
    """Return the pages of the main menu: live children of the home page that are marked for menus."""
    return home.get_children().live().in_menu().specific(defer=True)


def trail(page: Page) -> list[Crumb]:
    """Return the breadcrumbs from the home page down to `page`, the last one without address."""
    ancestors = page.get_ancestors().live().filter(depth__gte=2).specific(defer=True)
    return [
        *(Crumb(display_title(breadcrumbs), breadcrumbs.url) for breadcrumbs in ancestors),
        Crumb(display_title(page), None),
    ]


def home_crumb() -> Crumb:
    home = home_page()
    return Crumb(display_title(home), home.url) if home else Crumb("/", "/")


@dataclass(frozen=True)
class Way:
    """Where the language switch leads, and whether the same page stands there."""

    address: str
    same_page: bool


def way_to(page: Page, language: str, path: str | None = None) -> Way:
    """Return the way to a page's live translation, keeping the part of `path` that lies below the page.

    Without a live translation it is the one of the nearest ancestor that has one: a switch never leads to a 404.
    """
    below = (path or "").removeprefix(page.url or "") if path and page.url and path.startswith(page.url) else ""
    twin = live_translation(page, language)
    if twin is not None:
        return Way(f"{twin.url}{below}", True)
    for ancestor in page.get_ancestors().filter(depth__gte=2).order_by("-depth"):
        if breadcrumbs := live_translation(ancestor, language):
            return Way(str(breadcrumbs.url), False)
    return Way(home_address(language), False)


def home_address(language: str) -> str:
    home = home_page(language)
    return str(home.url) if home else ("/" if language == JAPANESE else f"/{language}/")


def live_translation(page: Page, language: str) -> Page | None:
    if language_of(page) == language:
        return page
    twins = Page.objects.filter(translation_key=page.translation_key, locale__language_code=language, live=True)
    return linkable(twins).first()
