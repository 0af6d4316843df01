"""The page of an inquiry in a browser: answered and noted by keyboard, on wide and narrow screens, script or not."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from contact.models import Direction, Inquiry, Message, MessageChannel, Note, ReplyTemplate, Status

pytestmark = pytest.mark.browser
BODY = "#reply-body"


@pytest.fixture
def letter(committed_db: None, desk: Any) -> Inquiry:
    """A new inquiry with a template at hand."""
    ReplyTemplate.objects.create(title_ja="ひな形", title_en="Template", body_ja="{name} 様の件", body_en="On {name}")
    return Inquiry.objects.filter(status=Status.NEW, language="ja").latest_first()[0]


@pytest.fixture
def tab(staff_page: Callable[[Any], Page], desk: Any, letter: Inquiry) -> Page:
    page = staff_page(desk)
    page.goto(f"/admin/inquiries/{letter.reference}/")
    return page


@pytest.fixture
def busy(letter: Inquiry, desk: Any) -> Inquiry:
    """The inquiry after some back and forth."""
    Note.objects.create(inquiry=letter, text="電話で確認済み。", author_id=desk.pk, disclosable=True)
    for direction, channel in ((Direction.OUT, MessageChannel.ELSEWHERE), (Direction.IN, MessageChannel.PASTED)):
        kind = {"direction": direction, "channel": channel, "language": "ja", "author_id": desk.pk}
        Message.objects.create(inquiry=letter, subject="試料の件", body="長い文" * 60, address="a@example.com", **kind)
    Inquiry.objects.update(email_hmac=letter.email_hmac)
    return letter


def test_a_simple_inquiry_is_answered_with_text_and_one_click(tab: Page, letter: Inquiry) -> None:
    expect(tab.locator(BODY)).to_have_value(f"{letter_head(letter)}")
    tab.locator(BODY).press_sequentially("資料をお送りします。")
    tab.get_by_role("button", name="返信を送信する").click()
    expect(tab.locator("#said")).to_contain_text("まもなく送信されます")
    expect(tab.locator("#conversation-section")).to_contain_text("資料をお送りします。")
    assert Inquiry.objects.get(pk=letter.pk).status == Status.ANSWERED


def letter_head(inquiry: Inquiry) -> str:
    values = {answer["key"]: answer["value"] for answer in inquiry.answers}
    return f"{values['company']}\n{values['name']} 様\n\n"


def test_a_wrong_address_is_put_right_from_the_page(tab: Page, letter: Inquiry) -> None:
    tab.get_by_role("link", name="メールアドレスを訂正する").click()
    tab.get_by_label("新しいメールアドレス").fill("Hanako <hanako@example.org>、")
    tab.get_by_label("受付番号を言った").check()
    tab.get_by_label("電話を受け").check()
    tab.get_by_role("button", name="訂正する").click()
    expect(tab.locator(".messages")).to_contain_text("訂正しました")
    expect(tab.locator("#answers-section")).to_contain_text("hanako@example.org")
    expect(tab.locator("#reply-section")).to_contain_text("hanako@example.org")


def test_a_template_is_added_without_leaving_the_page(tab: Page, letter: Inquiry) -> None:
    tab.locator(BODY).fill("お世話になります。")
    tab.get_by_label("返信のひな形").select_option("ひな形")
    tab.get_by_role("button", name="ひな形を返信に加える").click()
    name = {answer["key"]: answer["value"] for answer in letter.answers}["name"]
    expect(tab.locator(BODY)).to_have_value(f"お世話になります。\n\n{name} 様の件")
    expect(tab.locator(BODY)).to_be_focused()
    assert "/reply/" not in tab.url


def test_without_script_the_same_button_brings_the_same_text(
    tab: Page, guarded: Callable[..., BrowserContext], letter: Inquiry
) -> None:
    page = guarded(java_script_enabled=False, storage_state=tab.context.storage_state()).new_page()
    page.goto(f"/admin/inquiries/{letter.reference}/")
    page.locator(BODY).fill("お世話になります。")
    page.get_by_label("返信のひな形").select_option("ひな形")
    page.get_by_role("button", name="ひな形を返信に加える").click()
    assert page.locator(BODY).input_value().startswith("お世話になります。\n\n")
    assert page.locator(BODY).input_value().endswith("様の件")


def test_enter_in_the_subject_sends_nothing(tab: Page, letter: Inquiry) -> None:
    tab.locator("#reply-subject").press("Enter")
    expect(tab.locator("#reply-body")).to_be_visible()
    assert not Message.objects.filter(inquiry=letter).exists()


def test_a_note_is_written_by_keyboard_alone(tab: Page, letter: Inquiry) -> None:
    tab.locator("#note-text").focus()
    tab.keyboard.type("折り返し不要。")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    expect(tab.locator("#notes-section")).to_contain_text("折り返し不要。")
    assert Note.objects.get(inquiry=letter).disclosable


@pytest.mark.parametrize("width", [1280, 320])
def test_the_page_is_accessible_and_fits_the_screen(
    tab: Page, busy: Inquiry, axe: Callable[[Page], None], width: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.reload()
    tab.locator("summary").first.click()
    tab.wait_for_load_state("networkidle")
    axe(tab)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_errors_and_preview_are_accessible(tab: Page, axe: Callable[[Page], None]) -> None:
    tab.locator(BODY).fill("")
    tab.get_by_role("button", name="送信前に確かめる").click()
    expect(tab.locator("#reply-section .error-message")).to_be_visible()
    axe(tab)
    tab.locator(BODY).fill("資料をお送りします。")
    tab.get_by_role("button", name="送信前に確かめる").click()
    expect(tab.locator("#preview")).to_be_visible()
    axe(tab)
