"""A person asks for a link, sees what is held, corrects and deletes it: both languages, no JavaScript, on a phone."""

import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from cluster_cms.mail.sending import send_due_mails
from contact.models import DataSubjectRequest, Inquiry
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


def walk_without_reference(page: Page, language: str, mails: list[Any], look: Check) -> None:
    """Ask for the deletion without the reference, and object to it by the mailed link; ask for a stop, object there."""
    page.goto(PLACES[language])
    page.locator("[name=mail]").fill("taro.yamada@example.com")
    page.locator("main form button").click()
    page.goto(link_in_newest_mail(mails))
    page.locator("main form button").click()
    press(page, "delete")
    page.locator("[name=sure]").check()
    page.locator("[name=without_references]").check()
    look(page)
    press(page, "delete-now")
    expect(page.locator("button[value=object]")).to_be_visible()
    look(page)
    press(page, "see")
    press(page, "stop")
    page.locator("[name=without_references]").check()
    look(page)
    press(page, "stop-now")
    look(page)
    press(page, "see")
    expect(page.locator("#pending")).to_be_visible()
    look(page)
    press(page, "object")
    look(page)
    send_due_mails()
    [link] = [found[1] for mail in mails if (found := re.search(r"http://testserver(\S+/object/\S+)", mail.body))][:1]
    page.goto(link)
    look(page)
    page.locator("main form button").click()
    look(page)
    page.goto(link)
    look(page)
    assert DataSubjectRequest.objects.for_desk_to_decide().count() == 2


def test_whoever_lost_the_reference_asks_and_a_reader_of_the_mailbox_objects(
    browser_page: Page, axe: Check, language: str, visit: Callable[..., Visit], mailoutbox: list[Any]
) -> None:
    browser_page.set_viewport_size({"width": 320, "height": 640})

    def look(page: Page) -> None:
        axe(page)
        assert not overflows(page)
        if folder := os.environ.get("PICTURES"):
            page.screenshot(path=f"{folder}/{language}-{time.time():.0f}.png", full_page=True)

    visit(language).send_all()
    walk_without_reference(browser_page, language, mailoutbox, look)


def test_an_objection_needs_no_javascript(
    without_javascript: Page, visit: Callable[..., Visit], mailoutbox: list[Any]
) -> None:
    visit("ja").send_all()
    walk_without_reference(
        without_javascript, "ja", mailoutbox, lambda page: expect(page.locator("h1")).to_be_visible()
    )
