"""Which page of the other language belongs to a page."""

from dataclasses import dataclass

from wagtail.models import Page

from cluster_cms.languages import JAPANESE
from cluster_cms.navigation import home_page
from cluster_cms.sites import language_of, linkable


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
        if above := live_translation(ancestor, language):
            return Way(str(above.url), False)
    return Way(home_address(language), False)


def home_address(language: str) -> str:
    home = home_page(language)
    return str(home.url) if home else ("/" if language == JAPANESE else f"/{language}/")


def live_translation(page: Page, language: str) -> Page | None:
    if language_of(page) == language:
        return page
    twins = Page.objects.filter(translation_key=page.translation_key, locale__language_code=language, live=True)
    return linkable(twins).first()
