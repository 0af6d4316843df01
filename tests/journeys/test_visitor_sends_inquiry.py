"""A visitor writes to the company: both languages, with and without JavaScript, on a phone, by keyboard."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from contact.models import Inquiry
from contact.text import answers

pytestmark = pytest.mark.browser

ADDRESSES = {"ja": "/contact-us/", "en": "/en/contact-us/"}
MESSAGE = "CX-210の試料を希望します。\n<b>よろしく</b>お願いします。"
PHONE_SIZE = {"width": 320, "height": 640}
Check = Callable[[Page], None]


def fill(page: Page) -> None:
    page.locator("[name=subject][value=quotation]").check()
    page.locator("[name=company]").fill("例示電機株式会社")
    page.locator("[name=name]").fill("見本 花子")
    page.locator("[name=mail]").fill("hanako@example.com")
    page.locator("[name=message]").fill(MESSAGE)
    page.locator("[name=q_field]").first.check()
    page.locator("[name=q_quantity]").fill("１，０００")
    page.locator("[name=unit_quantity]").select_option("kg")
    page.locator("[name=q_needed]").fill("2027-03-31")
    page.locator("[name=agreement]").check()


def press(page: Page, step: str) -> None:
    page.locator(f"button[name=step][value={step}]").click()


def go_through(page: Page, language: str) -> str:
    """Send an inquiry and return its reference."""
    page.goto(ADDRESSES[language])
    fill(page)
    press(page, "confirm")
    press(page, "send")
    return page.locator(".reference").inner_text()


def overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def walk(page: Page, language: str, look: Check) -> None:
    """Go the whole way, with a look at every screen, and compare what was stored with what was typed."""
    page.goto(ADDRESSES[language])
    look(page)
    press(page, "confirm")
    expect(page.locator("[data-error-summary] li")).to_have_count(5)
    look(page)
    fill(page)
    press(page, "confirm")
    expect(page.locator("main")).to_contain_text("見本 花子")
    look(page)
    press(page, "send")
    reference = page.locator(".reference").inner_text()
    look(page)
    stored = {one["key"]: answers.shown(one) for one in Inquiry.objects.get(reference=reference).answers}
    assert (stored["message"], stored["quantity"]) == (MESSAGE, "1000 kg")
    assert "2027" in stored["needed"]


@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}, PHONE_SIZE], ids=["desktop", "phone"])
def test_an_inquiry_goes_through_and_every_screen_is_accessible(
    browser_page: Page, axe: Check, language: str, size: dict[str, int]
) -> None:
    browser_page.set_viewport_size({"width": size["width"], "height": size["height"]})

    def look(page: Page) -> None:
        axe(page)
        assert not overflows(page)

    walk(browser_page, language, look)


def test_an_inquiry_goes_through_without_javascript(without_javascript: Page, language: str) -> None:
    walk(without_javascript, language, lambda page: expect(page.locator("h1")).to_be_visible())


def test_a_pasted_address_is_read_and_shown_as_mails_go_to_it(browser_page: Page) -> None:
    browser_page.goto(ADDRESSES["ja"])
    fill(browser_page)
    browser_page.locator("[name=mail]").fill("見本 花子 <hanako@見本.example>、")
    press(browser_page, "confirm")
    expect(browser_page.locator(".notice")).to_contain_text("hanako@xn--8pvz87e.example と読み取り")
    expect(browser_page.locator("main")).to_contain_text("(hanako@見本.example)")


def test_the_focus_goes_to_the_summary_of_errors_and_on_to_the_field(browser_page: Page, language: str) -> None:
    browser_page.goto(ADDRESSES[language])
    press(browser_page, "confirm")
    expect(browser_page.locator("[data-error-summary]")).to_be_focused()
    expect(browser_page).to_have_title(re.compile({"ja": "^エラー: ", "en": "^Error: "}[language]))
    browser_page.keyboard.press("Tab")
    browser_page.keyboard.press("Enter")
    expect(browser_page.locator("[name=subject]").first).to_be_focused()


def test_the_back_button_brings_back_what_was_typed(browser_page: Page, language: str) -> None:
    browser_page.goto(ADDRESSES[language])
    fill(browser_page)
    press(browser_page, "confirm")
    expect(browser_page.locator("main")).to_contain_text("例示電機株式会社")
    browser_page.go_back()
    expect(browser_page.locator("[name=message]")).to_have_value(MESSAGE)
    press(browser_page, "confirm")
    expect(browser_page.locator("main")).to_contain_text("例示電機株式会社")


def test_changing_answers_keeps_every_character(browser_page: Page, language: str) -> None:
    browser_page.goto(ADDRESSES[language])
    fill(browser_page)
    press(browser_page, "confirm")
    press(browser_page, "change")
    expect(browser_page.locator("[name=message]")).to_have_value(MESSAGE)
    expect(browser_page.locator("[name=q_needed]")).to_have_value("2027-03-31")
    expect(browser_page.locator("[name=subject][value=quotation]")).to_be_checked()
    expect(browser_page.locator("[name=agreement]")).to_be_checked()
    press(browser_page, "confirm")
    expect(browser_page.locator("main")).to_contain_text("例示電機株式会社")


def test_back_to_a_form_with_errors_shows_the_form_as_it_was_left(browser_page: Page, language: str) -> None:
    browser_page.goto(ADDRESSES[language])
    press(browser_page, "confirm")
    fill(browser_page)
    press(browser_page, "confirm")
    expect(browser_page.locator("main")).to_contain_text("例示電機株式会社")
    browser_page.go_back()
    expect(browser_page.locator("[name=message]")).to_have_value(MESSAGE)
    press(browser_page, "confirm")
    expect(browser_page.locator("main")).to_contain_text("例示電機株式会社")


def test_the_way_from_a_product_is_accessible_on_a_phone(browser_page: Page, axe: Check, language: str) -> None:
    browser_page.set_viewport_size({"width": 320, "height": 640})
    for query in ("?about=cx-210&for=sample", "?about=none&for=none"):
        browser_page.goto(f"{ADDRESSES[language]}{query}")
        axe(browser_page)
        assert not overflows(browser_page)


def test_a_product_is_taken_off_without_javascript(without_javascript: Page) -> None:
    page = without_javascript
    page.goto("/products/epoxy-compounds/cx-210/")
    page.locator("a[href*='for=sample']").first.click()
    fill(page)
    press(page, "confirm")
    expect(page.locator("main")).to_contain_text("CX-210 ")
    press(page, "change")
    page.locator("[name=about]").uncheck()
    press(page, "confirm")
    press(page, "send")
    inquiry = Inquiry.objects.get(reference=page.locator(".reference").inner_text())
    assert "about" not in answers.values(inquiry.answers)


def test_a_double_click_sends_once(browser_page: Page) -> None:
    before = Inquiry.objects.count()
    browser_page.goto(ADDRESSES["ja"])
    fill(browser_page)
    press(browser_page, "confirm")
    browser_page.locator("button[name=step][value=send]").dblclick()
    expect(browser_page.locator(".reference")).to_be_visible()
    assert Inquiry.objects.count() == before + 1


def test_back_from_the_thanks_page_leads_to_the_form_and_sends_nothing_twice(browser_page: Page, language: str) -> None:
    before = Inquiry.objects.count()
    reference = go_through(browser_page, language)
    browser_page.go_back()
    expect(browser_page.locator("[name=message]")).to_have_value("")
    browser_page.go_back()
    expect(browser_page.locator("[name=message]")).to_have_value(MESSAGE)
    press(browser_page, "confirm")
    press(browser_page, "send")
    expect(browser_page.locator(".reference")).to_have_text(reference)
    assert Inquiry.objects.count() == before + 1


def test_a_draft_that_cannot_be_sent_is_sent_once_and_shown_with_its_text(browser_page: Page) -> None:
    browser_page.goto(ADDRESSES["ja"])
    fill(browser_page)
    press(browser_page, "confirm")
    browser_page.locator("[name=draft]").evaluate("field => { field.value += 'x' }")
    sent: list[str] = []
    browser_page.on("request", lambda request: sent.append(request.method) if request.method == "POST" else None)
    press(browser_page, "send")
    expect(browser_page.locator("[name=message]")).to_have_value(MESSAGE)
    assert sent == ["POST"]


def test_the_form_can_be_sent_by_keyboard_alone(browser_page: Page) -> None:
    browser_page.goto(ADDRESSES["en"])
    browser_page.locator("[name=subject]").first.focus()
    browser_page.keyboard.press("Space")
    for text in ("", "Hanako Mihon", "hanako@example.com", "", "A sample, please."):
        browser_page.keyboard.press("Tab")
        browser_page.keyboard.type(text)
    browser_page.locator("[name=agreement]").focus()
    browser_page.keyboard.press("Space")
    browser_page.locator("button[value=confirm]").focus()
    browser_page.keyboard.press("Enter")
    browser_page.locator("button[value=send]").focus()
    browser_page.keyboard.press("Enter")
    expect(browser_page.locator(".reference")).to_be_visible()


@pytest.mark.parametrize("typed", ["2027-03", "27/3/31"])
def test_a_half_filled_date_comes_back_as_it_was_typed(without_javascript: Page, typed: str) -> None:
    page = without_javascript
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(ADDRESSES["ja"])
    fill(page)
    page.locator("[name=q_needed]").fill(typed)
    press(page, "confirm")
    expect(page.locator("[data-error-summary] li")).to_have_count(1)
    expect(page.locator("[name=q_needed]")).to_have_value(typed)
    expect(page.locator("[name=unit_quantity]")).to_have_value("kg")
    assert not overflows(page)
