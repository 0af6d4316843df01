"""The buyer's story: find a data sheet by its words and take the file, without JavaScript."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_a_data_sheet_is_found_and_taken_without_javascript(without_javascript: Page) -> None:
    page = without_javascript
    page.goto("/documents/")
    page.get_by_label("タイトル・本文のことば").fill("線膨張係数")
    page.get_by_role("button", name="資料を表示").click()
    page.get_by_role("link", name="技術資料 CX-210（見本）", exact=True).click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="PDFをダウンロード").click()
    assert taken.value.suggested_filename == "技術資料_CX-210.pdf"
