"""Which page of the other language belongs to a page."""

from wagtail.models import Page

from cluster_cms.languages import JAPANESE
from cluster_cms.navigation import home_page


def address_in(page: Page, language: str, path: str | None = None) -> str:
    """Return the address of a page's live translation, keeping the part of `path` that lies below the page.

    Without a live translation it is the one of the nearest ancestor that has one: a switch never leads to a 404.
    """
    below = (path or "").removeprefix(page.url or "") if path and page.url and path.startswith(page.url) else ""
    twin = live_translation(page, language)
    if twin is not None:
        return f"{twin.url}{below}"
    for ancestor in page.get_ancestors().filter(depth__gte=2).order_by("-depth"):
        if above := live_translation(ancestor, language):
            return str(above.url)
    return home_address(language)


def home_address(language: str) -> str:
    home = home_page(language)
    return str(home.url) if home else ("/" if language == JAPANESE else f"/{language}/")


def live_translation(page: Page, language: str) -> Page | None:
    if page.locale.language_code == language:
        return page
    return Page.objects.filter(translation_key=page.translation_key, locale__language_code=language, live=True).first()
