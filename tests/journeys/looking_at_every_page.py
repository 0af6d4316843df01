"""Shows the kept answers of the site in Chromium, by day and by night, at three widths, to a check."""

from itertools import product
from typing import Literal, NamedTuple

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route

from tests.infrastructure.browser import SETTLED
from tests.infrastructure.public_states.album import Shown

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WIDTHS = (320, 768, 1280)


class Look(NamedTuple):
    """How a page is looked at."""

    language: str
    scheme: Scheme
    width: int  # CSS pixels


AXE = Axe()
LOOKS = [Look(language, scheme, width) for language, scheme, width in product(("ja", "en"), SCHEMES, WIDTHS)]


def show(page: Page, shown: Shown) -> None:
    """Open an answer as it was kept; pictures, styles and scripts come from the served site."""

    def answer(route: Route) -> None:
        route.fulfill(body=shown.body, headers={"Content-Type": "text/html; charset=utf-8"})

    page.route("**/shown/", answer, times=1)
    page.goto("/shown/")


def under(page: Page, look: Look) -> None:
    page.emulate_media(color_scheme=look.scheme)
    page.set_viewport_size({"width": look.width, "height": 800})


def problems(page: Page) -> list[str]:
    """Return what axe finds, best practice included, and whether the page is wider than its window; nothing is best."""
    page.evaluate(SETTLED)
    found = AXE.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    rules = [f"{one['id']}: {', '.join(str(node['target'][0]) for node in one['nodes'][:3])}" for one in found]
    return rules + ["wider than its window"] * is_too_wide(page)


def is_too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
