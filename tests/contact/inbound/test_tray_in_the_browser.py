"""A day's emails at the tray: one click adds the proposed one; the screens fit a telephone and are accessible."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from contact.demo.sample_mails import sample_mails
from contact.models import Inquiry, Message, Source, TrayMail
from tests.contact.inbound.conftest import Post

pytestmark = pytest.mark.browser


@pytest.fixture
def tray(staff_page: Callable[[Any], Page], desk: Any, inquiry: Inquiry, post: Post) -> Page:
    """The tray as the six sample mails of the demo leave it."""
    for message in sample_mails(inquiry):
        post(message)
    page = staff_page(desk)
    page.goto("/admin/inquiries/tray/")
    return page


def test_the_proposed_inquiry_is_one_click_away(tray: Page, inquiry: Inquiry) -> None:
    assert Message.objects.filter(inquiry=inquiry).count() == 1  # the one of the writer came by itself
    tray.get_by_role("button", name=f"{inquiry.reference}に付ける").click()
    expect(tray.locator("main")).to_contain_text("受付番号を知っている別の人からのメールです。")
    assert Message.objects.filter(inquiry=inquiry).count() == 2


def test_a_new_inquiry_needs_a_subject_and_two_clicks(tray: Page) -> None:
    tray.locator("section", has_text="Ann Sample").get_by_role("link", name="新しいお問い合わせとして登録").click()
    tray.get_by_label("ご用件").select_option("quotation")
    tray.get_by_role("button", name="お問い合わせを登録する").click()
    expect(tray.locator("main")).to_contain_text("200 kg of CX-210")
    assert Inquiry.objects.get(source=Source.MAIL).language == "en"


def test_an_email_is_thrown_away_and_taken_back(tray: Page) -> None:
    waiting = TrayMail.objects.waiting().count()
    tray.locator("section", has_text="見本 川子").get_by_role("button", name="捨てる").click()
    expect(tray.locator("[data-w-messages-target='container'], .messages").first).to_contain_text("捨てました")
    assert TrayMail.objects.waiting().count() == waiting - 1
    tray.get_by_role("link", name="捨てたもの").click()
    tray.get_by_role("button", name="捨てたものから戻す").click()
    expect(tray.get_by_role("link", name="Re: 試料の件")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("show", ["person", "bounce", "automatic", "one"])
def test_it_is_accessible_and_fits_the_screen(tray: Page, axe: Callable[[Page], None], width: int, show: str) -> None:
    tray.set_viewport_size({"width": width, "height": 900})
    address = str(TrayMail.objects.of_kind("person").latest("received_at").pk) + "/"
    tray.goto(f"/admin/inquiries/tray/{address if show == 'one' else f'?show={show}'}")
    tray.wait_for_load_state("networkidle")
    if folder := os.environ.get("SHOTS"):
        tray.screenshot(path=f"{folder}/tray-{show}-{width}.png", full_page=True)
    axe(tray)
    assert tray.evaluate("document.documentElement.scrollWidth") <= width
