"""Articles, a table and supplementary provisions in a real browser: read on a phone, and written by legal."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cluster_cms.security.accounts import User
from policy.text import canonical
from tests.policy.drafting import promulgated, saved, source
from tests.policy.legal_form import article_draft

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("address", ["/privacy-policy/", "/en/privacy-policy/"])
def test_everybody_can_read_it(address: str, width: int, browser_page: Page, axe: Callable[[Page], None]) -> None:
    promulgated(article_draft())
    browser_page.set_viewport_size({"width": width, "height": 900})
    browser_page.goto(address)
    expect(browser_page.locator(".clause-table caption")).to_be_visible()
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= width
    axe(browser_page)


def test_the_editor_keeps_all_of_it(staff_page: Callable[[User], Page], legal: User) -> None:
    before = canonical.text_of(saved(article_draft(), legal).as_object())
    tab = staff_page(legal)
    tab.goto("/admin/policy/")
    expect(tab.locator("[name=clause_form]")).to_have_value("article")
    with tab.expect_navigation():
        tab.locator("button.action-save").click()
    expect(tab.locator(".messages .success")).to_be_visible()
    assert canonical.text_of(source().get_latest_revision_as_object()) == before
