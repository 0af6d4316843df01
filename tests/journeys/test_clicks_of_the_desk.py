"""How many clicks the desk's usual acts take from the list; keys, the list that refreshes itself, and axe."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from contact.models import Inquiry, Message, Status

pytestmark = pytest.mark.browser
INBOX = "/admin/inquiries/"
TO_DO = f"{INBOX}?assignee=nobody&status=to-do"


class Clerk:
    """A tab whose clicks are counted; typing is none."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def click(self, place: Locator) -> None:
        self.clicks += 1
        place.click()


@pytest.fixture
def clerk(staff_page: Callable[[Any], Page], desk: Any) -> Clerk:
    page = staff_page(desk)
    page.goto(TO_DO)
    return Clerk(page)


@pytest.fixture
def newest(desk: Any) -> Inquiry:
    """The newest inquiry that nobody has and that can be answered by mail."""
    Inquiry.objects.open().update(assignee=None)
    return Inquiry.objects.open().exclude(email_hmac="").filter(restricted_at=None).latest_first()[0]


def test_a_short_reply_takes_three_clicks_from_the_list_and_back(newest: Inquiry, clerk: Clerk) -> None:
    page = clerk.page
    page.goto(TO_DO)
    clerk.click(page.get_by_role("link", name=newest.reference))
    page.locator("#reply-body").press_sequentially("試料をお送りします。")
    clerk.click(page.get_by_role("button", name="送って次へ"))
    expect(page.locator(".messages")).to_contain_text(newest.reference)
    clerk.click(page.get_by_role("link", name="一覧に戻る"))
    expect(page).to_have_url(re.compile(re.escape(TO_DO) + "$"))
    assert clerk.clicks <= 3
    assert Message.objects.get(inquiry=newest).author_id is not None


def test_one_click_takes_an_inquiry(newest: Inquiry, clerk: Clerk, desk: Any) -> None:
    clerk.page.goto(TO_DO)
    clerk.click(clerk.page.locator("tr", has_text=newest.reference).get_by_role("button", name="自分が担当する"))
    expect(clerk.page.locator(".messages")).to_contain_text(newest.reference)
    assert (clerk.clicks, Inquiry.objects.get(pk=newest.pk).assignee_id) == (1, desk.pk)


def test_two_clicks_put_sales_mail_into_the_box_of_spam(newest: Inquiry, clerk: Clerk) -> None:
    clerk.page.goto(TO_DO)
    clerk.click(clerk.page.locator(f"input[name=inquiry][value='{newest.reference}']"))
    clerk.click(clerk.page.get_by_role("button", name="選んだものを迷惑投稿"))
    expect(clerk.page.locator(".messages")).to_contain_text("1件")
    assert (clerk.clicks, Inquiry.objects.get(pk=newest.pk).status) == (2, Status.SPAM)


def test_it_goes_by_keys_alone(newest: Inquiry, clerk: Clerk) -> None:
    page = clerk.page
    page.goto(TO_DO)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator(f"input[name=inquiry][value='{newest.reference}']")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.locator("[data-send-and-next]")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.keyboard.press("?")
    expect(page.locator("#keyboard-shortcut-group-desk")).to_contain_text("送って次へ")
    page.keyboard.press("Escape")
    page.locator("#reply-body").press_sequentially("試料をお送りします。")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".messages")).to_contain_text(newest.reference)


def test_the_list_refreshes_itself_and_leaves_a_tick_alone(newest: Inquiry, clerk: Clerk, desk: Any) -> None:
    page = clerk.page
    page.clock.install()
    page.goto(TO_DO)
    row, box = page.locator("tr", has_text=newest.reference), page.locator("input[name=inquiry]").last
    expect(row).to_have_count(1)
    box.check()
    Inquiry.objects.filter(pk=newest.pk).update(assignee=desk)
    page.clock.run_for(61_000)
    expect(row).to_have_count(1)
    box.uncheck()
    box.blur()
    with page.expect_request(f"**{INBOX}results/*") as asked:
        page.clock.run_for(61_000)
    expect(row).to_have_count(0)
    assert asked.value.headers["x-sent-by"] == "timer"


def test_a_reply_is_taken_back_and_the_screens_have_no_barriers(
    newest: Inquiry, clerk: Clerk, axe: Callable[[Page], None], settings: Any
) -> None:
    settings.REPLY_DELAY = timedelta(hours=1)
    page = clerk.page
    page.goto(f"{INBOX}{newest.reference}/?status=to-do")
    page.locator("#reply-body").fill("カタログを添付します。")
    page.get_by_role("button", name="送って次へ").click()
    expect(page.locator("#said")).to_contain_text("まだ送っていません")
    axe(page)
    page.get_by_label("はい、このまま送ります").check()
    page.get_by_role("button", name="送って次へ").click()
    axe(page)
    page.get_by_role("button", name="送信を取り消す").first.click()
    expect(page.locator("#reply-body")).to_have_value("カタログを添付します。")
    for place in (TO_DO, f"{INBOX}reply-rules/"):
        page.goto(place)
        page.wait_for_load_state("networkidle")
        axe(page)
