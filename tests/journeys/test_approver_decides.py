"""The approver opens the decision from the editor, ticks and promulgates; or sends back, without script too."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from cluster_cms import clock
from cluster_cms.security.accounts import User
from tests.infrastructure.browser import NewContext, sign_in
from tests.policy.drafting import good_draft, source, submitted

pytestmark = pytest.mark.browser


@pytest.fixture
def waiting(legal: User) -> None:
    """A draft that waits for the approver."""
    page = good_draft("Kept for three years.")
    page.effective_on = clock.today() + timedelta(days=45)
    submitted(page, legal)


def test_three_clicks_promulgate_what_was_seen(
    waiting: None, staff_page: Callable[[User], Page], approver: User, axe: Callable[[Page], None]
) -> None:
    tab = staff_page(approver)
    tab.goto("/admin/policy/")
    tab.get_by_role("link", name="変わるところを見て決める").click()
    expect(tab.locator(".decision-text u").first).to_be_visible()
    axe(tab)
    tab.locator("[name=read]").check()
    tab.get_by_role("button", name="第4版を公布する").click()
    expect(tab.locator(".messages .success")).to_contain_text("第4版を公布しました。")
    assert source().ledger.count() == 4


@pytest.mark.parametrize("script, width", [(True, 320), (False, 1280)])
def test_it_is_sent_back_on_a_phone_and_without_script(
    waiting: None, guarded: NewContext, approver: User, script: bool, width: int
) -> None:
    context = guarded(java_script_enabled=script, viewport={"width": width, "height": 800})
    sign_in(context, approver)
    tab = context.new_page()
    for view in ("table", "marked-en"):
        tab.goto(f"/admin/policy/decision/?view={view}")
        assert tab.locator("main").evaluate("one => one.scrollWidth <= one.clientWidth")
    tab.get_by_text("差し戻す", exact=True).click()
    tab.locator("[name=comment]").fill("第2項の語尾を直してください。")
    tab.get_by_role("button", name="コメントを付けて差し戻す").click()
    expect(tab.locator(".help-warning")).to_contain_text("第2項の語尾を直してください。")
    assert not source().workflow_in_progress
