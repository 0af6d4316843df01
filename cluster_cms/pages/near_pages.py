"""Public pages with an address or title like one at which there is nothing, for the page of a 404."""

import re
from typing import Any

from django.utils.translation import override
from wagtail import hooks
from wagtail.models import Page

from cluster_cms.pages.base_page import display_title
from cluster_cms.pages.content_stamp import per_stamp
from cluster_cms.pages.languages import active_language
from cluster_cms.pages.navigation import home_page
from cluster_cms.text.near_names import NearNames

MOST = 3
ENDING = re.compile(r"\.\w{1,5}$")  # of a file: `.html`


def near_pages(path: str) -> list[tuple[str, str]]:
    """Return title and address of the pages that may be meant, then of the nearest one above that address."""
    language = active_language()
    home = home_page(language)
    if home is None:
        return []
    parts = [ENDING.sub("", part) for part in path.removeprefix(home.url).split("/") if part]
    if not parts:
        return []
    keys = names_in(language).find(parts[-1], MOST)
    pages = {page.pk: page for page in public_below(home).filter(pk__in=keys).specific(defer=True)}
    found = [pages[key] for key in keys if key in pages]
    if above := nearest_above(home, parts):
        found = [*(page for page in found if page.pk != above.pk), above]
    return [(display_title(page, language), page.url) for page in found]


def public_below(home: Page) -> Any:
    return Page.objects.descendant_of(home).live().public()


def nearest_above(home: Page, parts: list[str]) -> Page | None:
    """Return the last public page on the way to an address, below the home page."""
    ways = [f"{home.url_path}{'/'.join(parts[:count])}/" for count in range(1, min(len(parts), 10))]
    return public_below(home).filter(url_path__in=ways).order_by("depth").specific(defer=True).last()


@per_stamp
def names_in(language: str) -> NearNames[int]:
    """Return slugs and titles of all public pages of a language, and the other names that apps know them by."""
    home = home_page(language)
    pages = public_below(home).values_list("slug", "title", "pk") if home else ()
    names = [(name, key) for slug, title, key in pages for name in (slug, title)]
    with override(language):
        for register in hooks.get_hooks("register_page_names"):
            names += register(language)
    return NearNames(names)
