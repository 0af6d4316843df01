"""Legal writes in a real browser: the checklist leads to the field that is meant, also on another tab."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cluster_cms.accounts import User
from tests.policy.drafting import good_draft, saved

pytestmark = pytest.mark.browser


@pytest.fixture
def editor(staff_page: Callable[[User], Page], legal: User) -> Page:
    """The editor of a draft that lacks its English summary, at the checklist."""
    page = good_draft()
    page.summary_en = ""
    saved(page, legal)
    tab = staff_page(legal)
    tab.goto("/admin/policy/")
    tab.get_by_role("tab").nth(2).click()
    return tab


def test_a_reason_leads_to_its_field(editor: Page) -> None:
    editor.locator("[data-policy-checklist] a[href='#id_summary_en']").click()
    expect(editor.locator("#id_summary_en")).to_be_focused()
