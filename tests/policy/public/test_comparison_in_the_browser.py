"""The comparison table on a screen, on a phone and on paper."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Page
from pypdf import PageObject, PdfReader

from tests.policy.public.announcing import BASE

pytestmark = pytest.mark.browser
BOTTOM_MARGIN = 43  # points, in which the number of the sheet stands
HEADS = {"ja": ("改正後", "改正前"), "en": ("After", "Before")}


@pytest.mark.parametrize("width", [1280, 320])
def test_the_table_is_accessible_and_fits(
    width: int, language: str, browser_page: Page, axe: Callable[[Page], None]
) -> None:
    browser_page.set_viewport_size({"width": width, "height": 800})
    browser_page.goto(f"{BASE[language]}compare/2..3/?view=table")
    axe(browser_page)
    assert browser_page.evaluate("document.documentElement.scrollWidth") == width


def test_what_changed_is_underlined_and_nothing_is_struck_out(browser_page: Page) -> None:
    browser_page.goto(f"{BASE['ja']}compare/2..3/?view=table")
    lines = "(all) => all.map((one) => getComputedStyle(one).textDecorationLine)"
    assert set(browser_page.locator(".versus u").evaluate_all(lines)) == {"underline"}
    assert browser_page.locator(".versus :is(ins, del)").count() == 0


def printed(page: Page, address: str) -> list[PageObject]:
    page.goto(address)
    return list(PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, print_background=False))).pages)


@pytest.mark.parametrize("query", ["?view=table", "?view=table&all=1"])
def test_paper_lies_across_repeats_the_heads_and_has_no_near_empty_sheet(
    query: str, language: str, browser_page: Page
) -> None:
    sheets = printed(browser_page, f"{BASE[language]}compare/2..3/{query}")
    assert [sheet for sheet in sheets if sheet.mediabox.width < sheet.mediabox.height] == []
    assert [sheet for sheet in sheets if not all(head in sheet.extract_text() for head in HEADS[language])] == []
    assert [used(sheet) for sheet in sheets if used(sheet) < 0.4] == []


def used(sheet: PageObject) -> float:
    """Return how much of a sheet's height the words between its margins take."""
    heights: list[float] = []

    def note(text: str, page: list[float], line: list[float], _font: Any, _size: Any) -> None:
        height = line[4] * page[1] + line[5] * page[3] + page[5]
        if text.strip() and height > BOTTOM_MARGIN:
            heights.append(height)

    sheet.extract_text(visitor_text=note)
    return (max(heights) - min(heights)) / float(sheet.mediabox.height)
