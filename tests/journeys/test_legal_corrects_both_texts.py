"""A slip is found while a revision waits: legal applies the correction to both texts, the approver promulgates once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from cluster_cms import clock
from cluster_cms.security.accounts import User
from tests.policy.correcting import RIGHT, corrected, correction
from tests.policy.drafting import promulgated, saved, source

pytestmark = pytest.mark.browser
IN_FORCE = "取り扱いを外部に委託するときは、委託先を登録します。"


@pytest.fixture
def drafted(policy_page: Page, legal: User) -> None:
    """Revision 4 is announced; a draft corrects it in two clauses, one of which reads differently in revision 3."""
    promulgated(corrected("In the new year.", effective_on=clock.today() + timedelta(days=30)))
    draft = correction()
    security = draft.clauses[1].value["lead"]
    security["ja"] = security["ja"].replace("新しい文です。", "新しい文章です。")
    draft.corrects_both = False
    saved(draft, legal)


def test_both_texts_are_corrected_in_one_act(
    drafted: None,
    browser_page: Page,
    staff_page: Callable[[User], Page],
    axe: Callable[[Page], None],
    legal: User,
    approver: User,
) -> None:
    editor = staff_page(legal)
    editor.goto(f"/admin/pages/{source().pk}/edit/")
    expect(editor.get_by_text("軽微な修正は、施行中の文面にも適用できます")).to_be_visible()
    editor.get_by_role("link", name="変わるところを見て提出する").first.click()
    editor.get_by_role("button", name="施行中と公布済みの両方に適用する").click()
    expect(editor.locator(".decision-conditions")).to_contain_text("同じ箇所の文言が異なります：2 安全管理措置")
    axe(editor)
    expect(editor.get_by_role("button", name="承認を求める")).to_have_count(0)
    editor.get_by_label("その版での文言").fill("")
    editor.get_by_role("button", name="この文言で保存する").click()
    editor.get_by_label("その版での文言").fill(IN_FORCE)
    editor.get_by_role("button", name="この文言で保存する").click()
    expect(editor.locator(".decision-text").first).to_contain_text(IN_FORCE)
    editor.get_by_role("button", name="承認を求める").click()

    checker = staff_page(approver)
    checker.goto("/admin/policy/decision/")
    expect(checker.locator(".decision > h2")).to_have_text("訂正を公布しますか（第5版から第6版まで）")
    expect(checker.locator(".decision-text")).to_have_count(2)
    axe(checker)
    checker.set_viewport_size({"width": 320, "height": 800})
    assert checker.locator("main").evaluate("one => one.scrollWidth <= one.clientWidth")
    checker.locator("[name=read]").check()
    checker.get_by_role("button", name="第5版から第6版までを公布する").click()
    expect(checker.locator(".messages .success")).to_contain_text("第5版を公布しました。")

    browser_page.goto("/privacy-policy/")
    expect(browser_page.locator(".clauses")).to_contain_text(RIGHT[0])
    expect(browser_page.locator(".clauses")).to_contain_text(IN_FORCE)
    expect(browser_page.locator("main .notice").first).to_contain_text("第6版を公布しました")
    browser_page.goto("/privacy-policy/v/4/")
    expect(browser_page.locator("main")).to_contain_text("第6版に置き換えました。")
