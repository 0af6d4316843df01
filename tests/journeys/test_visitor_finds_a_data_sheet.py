"""The buyer's story: find a data sheet by its words and take the file, without JavaScript and on a small phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.infrastructure.browser import NewContext

pytestmark = pytest.mark.browser
PLACES = ("", "cx-210-data-sheet/", "cx-210-data-sheet/1/", "iso-9001-certificate/")


def test_a_data_sheet_is_found_and_taken_without_javascript(without_javascript: Page) -> None:
    page = without_javascript
    page.goto("/documents/")
    page.get_by_label("タイトル・本文のことば").fill("線膨張係数")
    page.get_by_role("button", name="資料を表示").click()
    page.get_by_role("link", name="技術資料 CX-210（見本）", exact=True).click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="PDFをダウンロード").click()
    assert taken.value.suggested_filename == "技術資料_CX-210.pdf"


@pytest.mark.parametrize("width", [320, 1280])
def test_the_library_fits_and_has_no_barrier(
    width: int, language: str, guarded: NewContext, axe: Callable[[Page], None]
) -> None:
    page = guarded(viewport={"width": width, "height": 800}).new_page()
    for place in PLACES:
        page.goto(f"{'/en' if language == 'en' else ''}/documents/{place}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        axe(page)
