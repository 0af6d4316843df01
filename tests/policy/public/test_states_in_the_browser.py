"""History, announcement and comparison in a real browser: on a narrow telephone, for axe, on paper."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from cluster_cms.clock import today
from policy.models.revisions import PolicyRevision
from tests.policy.public.announcing import announce

pytestmark = pytest.mark.browser
ADDRESSES = ("upcoming/", "history/", "v/4/", "compare/3..4/", "compare/1..3/?view=table")


@pytest.fixture
def announced(committed_db: None) -> None:
    announce(effective_on=today() + timedelta(days=10), without=4)


def test_it_fits_a_narrow_telephone_and_axe_finds_nothing(
    announced: None, language: str, browser_page: Page, axe: Callable[[Page], None]
) -> None:
    base = "/privacy-policy/" if language == "ja" else "/en/privacy-policy/"
    browser_page.set_viewport_size({"width": 320, "height": 640})
    for below in ADDRESSES:
        browser_page.goto(f"{base}{below}")
        assert browser_page.evaluate("document.documentElement.scrollWidth") == 320, below
        axe(browser_page)


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
