"""How many clicks lie between the dashboard and what marketing does most; the browser counts them itself."""

import pytest
from playwright.sync_api import Page, expect

from cluster_cms.security.accounts import User
from home.models import NewsPage
from tests.infrastructure.browser import StaffPage

pytestmark = pytest.mark.browser
COUNT = """() => document.addEventListener("pointerdown", (event) => {
    if (event.isTrusted) sessionStorage.setItem("clicks", Number(sessionStorage.getItem("clicks")) + 1);
}, true)"""
NEWS_WITH_PICTURE, WHO_CHANGED_WHAT = 8, 3


def counted(page: Page) -> Page:
    """Return the page at the dashboard, with a counter that goes on from screen to screen."""
    page.add_init_script(f"({COUNT})()")
    page.goto("/admin/")
    return page


def clicks(page: Page) -> int:
    number = int(page.evaluate("Number(sessionStorage.getItem('clicks'))"))
    print(number, "clicks")
    return number


def test_a_news_item_with_a_picture(staff_page: StaffPage, marketing: User) -> None:
    page = counted(staff_page(marketing))
    page.get_by_role("link", name="お知らせを書く").click()
    page.locator("[name=title]").fill("展示会に出展します")
    page.locator("[data-contentpath=body] .c-sf-add-button").first.click()
    page.get_by_role("option", name="画像と文章").click()
    page.locator("[data-contentpath=picture] [data-chooser-action-choose]").first.click()
    page.locator(".modal [data-chooser-modal-choice]").first.click()
    page.locator("[name=body-0-value-picture-alt_text]").fill("展示の様子")
    page.locator("[data-contentpath=body] [contenteditable=true]").first.fill("三日間です。")
    publish = page.locator("[name=action-publish]")
    if not publish.is_visible():
        page.get_by_role("button", name="その他の操作").last.click()
    publish.click()
    expect(page.locator(".messages .success")).to_be_visible()
    assert NewsPage.objects.get(title="展示会に出展します").live
    assert clicks(page) <= NEWS_WITH_PICTURE


def test_who_changed_what(staff_page: StaffPage, marketing: User) -> None:
    page = counted(staff_page(marketing))
    page.get_by_role("link", name="だれが何を変えたかを見る").click()
    expect(page.locator("main table.listing").first).to_contain_text("marketing")
    assert clicks(page) <= WHO_CHANGED_WHAT
