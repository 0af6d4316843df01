"""Menus, breadcrumbs, links and notices of the apps for the frame of the site, and links to the other language."""

from dataclasses import dataclass

from django.utils.translation import override
from wagtail import hooks
from wagtail.models import Page

from cluster_cms.pages.base_page import display_title
from cluster_cms.pages.content_stamp import per_stamp
from cluster_cms.pages.languages import JAPANESE, LANGUAGES, active_language
from cluster_cms.pages.site_settings import default_site
from cluster_cms.pages.sites import language_of, linkable, locales_of


@dataclass(frozen=True)
class SiteLink:
    """A link of an app in header or footer; `place` is a key of `site_links`."""

    place: str
    label: str
    url: str


@dataclass(frozen=True)
class SiteNotice:
    """A notice on every page: a title, a sentence, links as (label, address)."""

    title: str
    text: str
    links: list[tuple[str, str]]


@dataclass(frozen=True)
class MenuEntry:
    """A page of the main menu; `path` is its place in the tree, with which the paths of all pages below it begin."""

    label: str
    url: str
    path: str


@dataclass(frozen=True)
class BreadcrumbItem:
    """One step of the breadcrumbs; the last one has no address."""

    label: str
    url: str | None


@dataclass(frozen=True)
class LanguageLink:
    """Where the language switch leads, whether the same page is there, and else the title of the one that is."""

    address: str
    same_page: bool
    instead: str = ""


def site_links(language: str | None = None) -> dict[str, list[SiteLink]]:
    """Return the links of all apps by place (hook `register_site_links`)."""
    return dict(links_in(language or active_language()))


@per_stamp
def links_in(language: str) -> dict[str, list[SiteLink]]:
    links: dict[str, list[SiteLink]] = {"contact": [], "privacy": [], "help": [], "linked_sites": []}
    with override(language):
        for register in hooks.get_hooks("register_site_links"):
            for link in register(language):
                links[link.place].append(link)
    return links


def site_notices(language: str | None = None) -> list[SiteNotice]:
    """Return the notices of all apps (hook `register_site_notice`)."""
    return notices_in(language or active_language())


@per_stamp
def notices_in(language: str) -> list[SiteNotice]:
    registered = hooks.get_hooks("register_site_notice")
    with override(language):
        return [notice for register in registered for notice in register(language)]


def private_paths() -> list[str]:
    """Return the paths below which each address is for one person, in both languages (`register_private_paths`)."""
    found: list[str] = []
    for language in LANGUAGES:
        with override(language):
            found += [path for register in hooks.get_hooks("register_private_paths") for path in register()]
    return found


def home_page(language: str | None = None) -> Page | None:
    """Return the live home page of a language."""
    return home_in(language or active_language())


@per_stamp
def home_in(language: str) -> Page | None:
    root = Page.objects.filter(pk=default_site().root_page_id).values("translation_key")
    pages = Page.objects.filter(translation_key__in=root, live=True, locale__language_code=language)
    return linkable(pages).first()


@per_stamp
def menu_in(language: str) -> list[MenuEntry]:
    """Return the main menu of a language: live children of the home page that are marked for menus."""
    home = home_page(language)
    pages = home.get_children().live().in_menu().specific(defer=True) if home else ()
    return [MenuEntry(display_title(page, language), page.url, page.path) for page in pages]


def breadcrumbs_to(page: Page) -> list[BreadcrumbItem]:
    """Return the breadcrumbs from the home page down to a page."""
    above = breadcrumbs_below(page.path[: -page.steplen], active_language())
    return [*above, BreadcrumbItem(display_title(page), None)]


@per_stamp
def breadcrumbs_below(path: str, language: str) -> list[BreadcrumbItem]:
    """Return the breadcrumbs of the live pages on the way down to a path of the tree, with the page there."""
    paths = [path[:end] for end in range(2 * Page.steplen, len(path) + 1, Page.steplen)]
    pages = Page.objects.live().filter(path__in=paths).order_by("path").specific(defer=True)
    return [BreadcrumbItem(display_title(page, language), page.url) for page in pages]


def home_breadcrumb() -> BreadcrumbItem:
    home = home_page()
    return BreadcrumbItem(display_title(home), home.url) if home else BreadcrumbItem("/", "/")


def translation_link(page: Page, language: str, path: str) -> LanguageLink:
    """Return the link to a page's live translation, with the part of `path` that lies below the page.

    Without a live translation it leads to that of the nearest ancestor that has one, never to a 404.
    """
    if translated := live_translation(page, language):
        below = path.removeprefix(page.url) if page.url and path.startswith(page.url) else ""
        there = not below or translated.specific.has_below(below)
        instead = "" if there else display_title(translated, language)
        return LanguageLink(f"{translated.url}{below if there else ''}", there, instead)
    for ancestor in page.get_ancestors().filter(depth__gte=2).order_by("-depth"):
        if translated := live_translation(ancestor, language):
            return LanguageLink(str(translated.url), False, display_title(translated, language))
    return LanguageLink(home_address(language), False)


def home_address(language: str) -> str:
    home = home_page(language)
    return str(home.url) if home else ("/" if language == JAPANESE else f"/{language}/")


def live_translation(page: Page, language: str) -> Page | None:
    """Return the live page of a language that translates a page, or the page itself."""
    if language_of(page) == language:
        return page
    pages = Page.objects.filter(translation_key=page.translation_key, locale__in=locales_of(language), live=True)
    return next(iter(linkable(pages).order_by()[:1]), None)
