"""Pages on paper: no near-empty sheet, nothing that only a screen can use."""

from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

pytestmark = pytest.mark.browser
SHEETS = {
    "/products/epoxy-compounds/cx-210/": 3,
    "/products/inkjet/pulsedrop-1/": 2,
    "/products/": 2,
    "/documents/cx-210-data-sheet/": 1,
    "/documents/": 1,
}  # the most
SCREEN_ONLY = (".call", ".finder", ".picker", ".jump", ".button", ".site-header nav")


@pytest.mark.parametrize("address", SHEETS)
def test_a_page_takes_few_sheets_and_fills_them(address: str, browser_page: Page) -> None:
    browser_page.goto(address)
    sheets = [sheet.extract_text() for sheet in PdfReader(BytesIO(browser_page.pdf(format="A4"))).pages]
    assert len(sheets) <= SHEETS[address]
    assert all(len(text) > 150 for text in sheets)


def test_what_only_a_screen_can_use_is_left_out(browser_page: Page) -> None:
    for address in SHEETS:
        browser_page.goto(address)
        browser_page.emulate_media(media="print")
        for name in SCREEN_ONLY:
            assert not browser_page.locator(f"{name}:visible").count(), f"{address} {name}"
