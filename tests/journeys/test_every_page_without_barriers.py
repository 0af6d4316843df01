"""axe, best practice included, finds nothing on any page that visitors can meet, and none is wider than its window.

Each kind of page once, in this run; every state in all ways in `make test-extra` (every_page_in_all_ways.py).
"""

from itertools import cycle

import pytest
from playwright.sync_api import Page

from tests.infrastructure.public_states.album import album
from tests.infrastructure.public_states.making import visit_all
from tests.journeys.looking_at_every_page import LOOKS, WIDTHS, is_too_wide, problems, show, under

pytestmark = pytest.mark.browser


def test_no_kind_of_page_has_a_barrier(browser_page: Page) -> None:
    """Languages, schemes and widths take turns from kind to kind; that it fits a phone is looked at for each."""
    with album() as found:
        visit_all(found, "ja", "en")
    assert not found.missing()
    samples = zip(found.sample("ja"), found.sample("en"), strict=True)
    wrong: dict[tuple[str, object], list[str]] = {}
    for (japanese, english), look in zip(samples, cycle(LOOKS), strict=False):
        shown = japanese if look.language == "ja" else english
        under(browser_page, look)
        show(browser_page, shown)
        if found_here := problems(browser_page):
            wrong[shown.name, look] = found_here
        browser_page.set_viewport_size({"width": min(WIDTHS), "height": 800})
        if is_too_wide(browser_page):
            wrong[shown.name, "on a phone"] = ["wider than its window"]
    assert not wrong


def test_a_barrier_is_seen(browser_page: Page) -> None:
    browser_page.set_viewport_size({"width": 320, "height": 640})
    browser_page.goto("/no-such-page/")
    browser_page.evaluate("document.querySelector('h1').outerHTML = '<h4>heading</h4>'")
    browser_page.evaluate("document.querySelector('h4').style.width = '900px'")
    assert [one.split(":")[0] for one in problems(browser_page)] == ["page-has-heading-one", "wider than its window"]
