"""Comparison without script, and an old revision on paper, in a real browser."""

import pytest
from playwright.sync_api import Page

from policy.models.revisions import PolicyRevision

pytestmark = pytest.mark.browser


def test_the_choice_of_two_revisions_needs_no_script(without_javascript: Page) -> None:
    page = without_javascript
    page.goto("/en/privacy-policy/compare/2..3/?view=table")
    page.get_by_label("Older").select_option("1")
    page.get_by_role("button", name="Compare").click()
    assert page.url.endswith("/en/privacy-policy/compare/1..3/?view=table")


def test_on_paper_dates_number_and_fingerprint_stay(browser_page: Page) -> None:
    browser_page.goto("/en/privacy-policy/v/3/")
    browser_page.emulate_media(media="print")
    text = browser_page.locator("main").inner_text()
    for words in ("Revision 3", "Established", "1 July 2005", "SHA-256", PolicyRevision.objects.get(number=3).row_hash):
        assert words in text
    for screen_only in (".site-header nav", ".breadcrumbs", ".contents"):
        assert not browser_page.locator(screen_only).first.is_visible()
