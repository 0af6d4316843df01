"""Legal pastes a policy in a real browser: numbers of lists arrive, a line is moved, one draft is saved."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cluster_cms.security.accounts import User
from policy.pages import PolicyPage

pytestmark = pytest.mark.browser
TEXT = """個人情報保護方針
第1章　総則
第1条（目的）
見本工業は、お客様の情報を次の表の目的で使います。
対象	項目	目的
お客様	氏名、住所	発送
応募者	履歴書	選考
ただし、表にない目的には使いません。
第2条（提供）
次の場合を除き、渡しません。
(1) 法令による場合
① 裁判所の命令
ア　文書によるもの
(2) 人命を守る場合
- 1 -
第3条（窓口）
見本係が答えます。
附　則
第1条（施行期日）
この方針は、2031年4月1日から施行します。
"""
CLIPBOARD = "<ol start='2'><li>Use<p>We answer.</p></li><li>Desk<p>Call us.</p></li></ol>"
PASTE = """([field, html]) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", "plain");
    field.focus();
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def tab(staff_page: Callable[[User], Page], legal: User, policy_page: PolicyPage) -> Page:
    found = staff_page(legal)
    found.goto(f"/admin/policy/{policy_page.pk}/paste/")
    return found


def test_the_numbers_of_a_clipboards_lists_arrive(tab: Page) -> None:
    field = tab.locator("#id_text_en")
    tab.evaluate(PASTE, [field.element_handle(), CLIPBOARD])
    expect(field).to_have_value("2. Use\n    We answer.\n3. Desk\n    Call us.")


@pytest.mark.parametrize("width", [1280, 320])
def test_the_preview_can_be_read_and_used_at_any_width(tab: Page, width: int, axe: Callable[[Page], None]) -> None:
    tab.locator("#id_text_ja").fill(TEXT)
    tab.set_viewport_size({"width": width, "height": 900})
    tab.locator("button[value=look]").click()
    tab.locator("[id='ja-14.0'] button[value='ja:14.0:in']").click()
    expect(tab.locator("[id='ja-14.0']")).to_be_in_viewport()
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    axe(tab)


def test_lines_are_moved_and_one_draft_is_saved(tab: Page) -> None:
    tab.locator("#id_text_ja").fill(TEXT)
    tab.locator("button[value=look]").click()
    tab.locator("button[value='ja:14.0:in']").click()
    tab.locator("button[value=save]").first.click()
    expect(tab).to_have_url(re.compile("/edit/$"))
