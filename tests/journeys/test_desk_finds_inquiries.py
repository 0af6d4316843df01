"""A clerk works through the inbox and searches with the keyboard; Back leads to what was found."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from contact.models import Inquiry
from contact.text import answers

pytestmark = pytest.mark.browser
Open = Callable[[Any], Page]
LONG = 30_000  # milliseconds


@pytest.fixture
def at_desk(staff_page: Open, desk: Any) -> Page:
    page = staff_page(desk)
    page.set_default_timeout(LONG)
    page.goto("/admin/inquiries/")
    return page


def name_in(inquiry: Inquiry) -> str:
    return answers.text_of(inquiry.answers, "name")


def test_a_name_is_searched_by_keyboard_and_back_leads_to_what_was_found(at_desk: Page) -> None:
    inquiry = Inquiry.objects.open().filter(language="ja").latest_first()[0]
    name = name_in(inquiry).replace(" ", "")
    field = at_desk.get_by_role("searchbox", name="お問い合わせの検索")
    field.focus()
    at_desk.keyboard.type(name)
    at_desk.keyboard.press("Enter")
    expect(at_desk.get_by_role("heading", name="1件")).to_be_visible()
    assert re.fullmatch(r".*/admin/inquiries/search/[0-9a-f-]{36}/", at_desk.url)
    at_desk.get_by_role("link", name=inquiry.reference).focus()
    at_desk.keyboard.press("Enter")
    expect(at_desk.locator("main")).to_contain_text(inquiry.purpose)
    at_desk.go_back()
    expect(at_desk.get_by_role("searchbox")).to_have_value(name)
    expect(at_desk.get_by_role("link", name=inquiry.reference)).to_be_visible()


def test_trays_are_reached_by_keyboard_and_say_where_one_is(at_desk: Page) -> None:
    tab = at_desk.get_by_role("link", name=re.compile("^未読 "))
    tab.focus()
    at_desk.keyboard.press("Enter")
    expect(at_desk).to_have_url(re.compile(r"only=unread"))
    expect(at_desk.get_by_role("link", name=re.compile("^未読 "))).to_have_attribute("aria-current", "page")


def test_inbox_search_and_business_days_are_accessible_and_fit_a_narrow_screen(
    at_desk: Page, axe: Callable[[Page], None]
) -> None:
    at_desk.set_viewport_size({"width": 320, "height": 640})
    for place in ("", "?only=overdue&assignee=me", "search/", "business-days/"):
        at_desk.goto(f"/admin/inquiries/{place}")
        at_desk.wait_for_load_state("networkidle")
        axe(at_desk)
        assert at_desk.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), place
