"""Texts of the past in a real browser, in Japanese: legal pastes and submits, the approver looks and enters."""

import os
import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from cluster_cms.security.accounts import User
from policy.pages import PolicyPage
from tests.policy.earlier import TEXT, prepared

pytestmark = pytest.mark.browser
ALL, ADD = "/admin/policy/earlier/", "/admin/policy/earlier/add/"
TYPED = {
    "promulgated_on": "平成22年4月1日",
    "text_ja": TEXT,
    "summary_ja": "利用目的を改めました。",
    "operator_name_ja": "見本商店",
}


def fill(tab: Page) -> None:
    tab.goto(ADD)
    for name, words in TYPED.items():
        tab.locator(f"#id_{name}").fill(words)
    tab.locator("#id_change_kind").select_option("substantive")
    tab.get_by_label("分からない（記録がない）").nth(1).check()
    tab.get_by_label("分からない（記録がない）").nth(2).check()


@pytest.mark.parametrize("width", [1280, 320])
def test_the_screens_can_be_read_at_any_width(
    width: int, staff_page: Callable[[User], Page], legal: User, policy_page: PolicyPage, axe: Callable[[Page], None]
) -> None:
    prepared(date(2008, 1, 1))
    prepared(date(2017, 5, 30), languages=("ja",))
    tab = staff_page(legal)
    tab.set_viewport_size({"width": width, "height": int(os.environ.get("HIGH", "900"))})
    fill(tab)
    tab.get_by_role("button", name="読み取り結果を見る").click()
    expect(tab.get_by_role("button", name="この版を準備する")).to_be_visible()
    for address in ("", ALL):
        if address:
            tab.goto(address)
        assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        if folder := os.environ.get("SHOTS"):
            tab.screenshot(path=f"{folder}/earlier-{address.count(chr(47))}-{width}.png", full_page=True)
        axe(tab)


def test_a_forgotten_text_is_entered_by_a_second_person(
    staff_page: Callable[[User], Page], legal: User, approver: User, policy_page: PolicyPage
) -> None:
    tab = staff_page(legal)
    fill(tab)
    tab.get_by_role("button", name="読み取り結果を見る").click()
    tab.get_by_role("button", name="この版を準備する").click()
    expect(tab).to_have_url(re.compile(f"{ALL}$"))
    tab.get_by_role("button", name="承認を求める").click()
    decider = staff_page(approver)
    decider.goto("/admin/")
    decider.get_by_role("link", name="過去の版 1件").first.click()
    expect(decider.get_by_text("前の版からの変更：日本語").first).to_be_visible()
    decider.get_by_role("checkbox").check()
    decider.get_by_role("button", name="1件の過去の版を登録する").click()
    expect(decider.get_by_text("第4版を登録しました。")).to_be_visible()
    decider.goto("/privacy-policy/v/4/")
    expect(decider.get_by_text("分かりません（記録が残っていません）").first).to_be_visible()
