"""The box of suspected spam in a browser: one click, keyboard and screen reader in mind, in both languages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from wagtail.users.models import UserProfile

from contact.models import Inquiry, Status
from tests.contact.visit import Visit
from tests.infrastructure.cast import SAME_ORIGIN

pytestmark = pytest.mark.browser
SPAM = {"message": "Prices: https://a.example https://b.example https://c.example", "website": "https://d.example"}
BOX = "/admin/inquiries/spam/"


@pytest.fixture
def box(staff_page: Callable[[Any], Page], desk: Any) -> Page:
    """The box with three suspected inquiries in it."""
    spammer = Visit(Client(headers=SAME_ORIGIN), "/contact-us/")
    for number in range(3):
        spammer.send_all(**SPAM, name=f"見本{number}")
    page = staff_page(desk)
    page.goto(BOX)
    return page


def test_one_click_moves_one_inquiry_to_the_inbox(box: Page) -> None:
    inquiry = Inquiry.objects.in_quarantine().latest_first()[0]
    row = box.get_by_role("row").filter(has_text=inquiry.reference)
    row.get_by_role("button", name="迷惑投稿ではない").click()
    expect(box.locator(".messages")).to_contain_text(inquiry.reference)
    expect(box.locator("input[name=inquiry]")).to_have_count(2)
    assert Inquiry.objects.get(pk=inquiry.pk).status == Status.NEW


def test_all_are_selected_and_marked_not_spam_at_once(box: Page) -> None:
    box.get_by_label("すべて選ぶ").check()
    box.get_by_role("button", name="選んだものは迷惑投稿ではない").click()
    box.get_by_role("button", name="受信箱に移す").click()
    expect(box.locator(".messages")).to_contain_text("3件")
    expect(box.locator("main")).to_contain_text("迷惑投稿の疑いがあるお問い合わせはありません")
    assert not Inquiry.objects.in_quarantine().exists()


def test_all_are_selected_and_deleted_with_the_usual_reason(box: Page, axe: Callable[[Page], None]) -> None:
    box.get_by_label("すべて選ぶ").check()
    box.get_by_role("button", name="選んだものを削除する").click()
    expect(box.get_by_label("理由")).to_have_value("advertising")
    axe(box)
    box.get_by_role("button", name="削除する", exact=True).click()
    expect(box.locator(".messages")).to_contain_text("3件")
    assert not Inquiry.objects.in_quarantine().exists()


def test_an_inquiry_is_marked_spam_and_not_spam_on_its_own_page(box: Page) -> None:
    inquiry = Inquiry.objects.open().latest_first()[0]
    box.goto(f"/admin/inquiries/{inquiry.reference}/")
    box.get_by_role("button", name="迷惑投稿に指定").click()
    expect(box.locator("main")).to_contain_text("担当者が指定")
    box.get_by_role("button", name="迷惑投稿ではない").click()
    expect(box.get_by_role("button", name="迷惑投稿に指定")).to_be_visible()
    assert Inquiry.objects.get(pk=inquiry.pk).status == Status.NEW


@pytest.mark.parametrize("preferred", ["ja", "en"])
def test_every_state_is_accessible(box: Page, axe: Callable[[Page], None], desk: Any, preferred: str) -> None:
    set_language(desk, preferred)
    reference = Inquiry.objects.in_quarantine().latest_first()[0].reference
    for place in (BOX, f"/admin/inquiries/{reference}/"):
        box.goto(place)
        box.wait_for_load_state("networkidle")
        axe(box)
    expect(box.locator("main")).to_contain_text({"ja": "迷惑投稿の疑い", "en": "Suspected spam"}[preferred])
    Inquiry.objects.in_quarantine().delete()
    box.goto(BOX)
    axe(box)


def set_language(user: Any, language: str) -> None:
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()


def test_the_refusal_and_the_honeypot_are_accessible(
    browser_page: Page, axe: Callable[[Page], None], settings: Any, language: str
) -> None:
    settings.FORM_POSTS_PER_NETWORK = 1
    browser_page.set_viewport_size({"width": 320, "height": 640})
    browser_page.goto("/en/contact-us/" if language == "en" else "/contact-us/")
    axe(browser_page)
    for _post in range(2):
        browser_page.locator("textarea").first.fill("消えてはならない本文")
        browser_page.locator("button[value=confirm]").click()
    expect(browser_page.locator("#notice")).to_be_visible()
    expect(browser_page.locator("textarea").first).to_have_value("消えてはならない本文")
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= 320
    axe(browser_page)
