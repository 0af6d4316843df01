"""A person asks for a link, sees what is held, corrects and deletes it: both languages, no JavaScript, on a phone."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from cluster_cms.mail.sending import send_due_mails
from contact.models import Inquiry
from contact.text import answers
from tests.contact.conftest import visit
from tests.contact.visit import Visit

__all__ = ["visit"]  # the fixture of a visitor at the form

pytestmark = pytest.mark.browser

PLACES = {"ja": "/your-data/", "en": "/en/your-data/"}
Check = Callable[[Page], None]


def overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def press(page: Page, act: str) -> None:
    page.locator(f"button[name=act][value={act}]").first.click()


def link_in_newest_mail(mails: list[Any]) -> str:
    send_due_mails()
    found = re.search(r"http://testserver(\S+/link/\S+)", mails[-1].body)
    assert found
    return found[1]


def walk(page: Page, language: str, inquiry: Inquiry, mails: list[Any], look: Check) -> None:
    """Go the whole way, with a look at every screen."""
    page.goto(PLACES[language])
    look(page)
    page.locator("main form button").click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    look(page)
    page.locator("[name=mail]").fill("taro.yamada@example.com")
    page.locator("main form button").click()
    expect(page).to_have_url(re.compile("/your-data/asked/$"))
    look(page)
    page.goto(link_in_newest_mail(mails))
    look(page)
    page.locator("main form button").click()
    expect(page.locator("#inquiries")).to_be_visible()
    look(page)
    page.locator("[name=reference]").fill(inquiry.reference.lower())
    press(page, "reference")
    expect(page.locator("main")).to_contain_text("CX-210")
    look(page)
    press(page, "correct")
    look(page)
    page.locator("[name=company]").fill("新会社")
    press(page, "correct-now")
    expect(page.locator("main form button[value=see]")).to_be_visible()
    look(page)
    assert answers.text_of(Inquiry.objects.get(pk=inquiry.pk).answers, "company") == "新会社"
    press(page, "see")
    press(page, "stop")
    look(page)
    press(page, "see")
    press(page, "delete")
    look(page)
    page.locator("[name=sure]").check()
    page.locator("[name=also_open]").check()
    press(page, "delete-now")
    expect(page.locator("main form")).to_have_count(0)
    look(page)
    assert not Inquiry.objects.filter(pk=inquiry.pk).exists()


@pytest.mark.parametrize("size", [(1280, 800), (320, 640)], ids=["desktop", "phone"])
def test_every_screen_is_accessible(
    browser_page: Page,
    axe: Check,
    language: str,
    visit: Callable[..., Visit],
    mailoutbox: list[Any],
    size: tuple[int, int],
) -> None:
    browser_page.set_viewport_size({"width": size[0], "height": size[1]})

    def look(page: Page) -> None:
        axe(page)
        assert not overflows(page)

    walk(browser_page, language, visit(language).send_all(), mailoutbox, look)


def test_it_goes_through_without_javascript(
    without_javascript: Page, language: str, visit: Callable[..., Visit], mailoutbox: list[Any]
) -> None:
    def look(page: Page) -> None:
        expect(page.locator("h1")).to_be_visible()

    walk(without_javascript, language, visit(language).send_all(), mailoutbox, look)
    assert Path(settings.ERASURE_JOURNAL).read_text().count('"done"') == 1
