"""Marketing's first day: a page is made, illustrated, looked at, published and translated by the handbook's own words.

Every word that is pressed is read from the handbook, so that a screen that is named otherwise fails here.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from cluster_cms.handbooks.books import book
from cluster_cms.security.accounts import User
from home.models import CompanyPage
from tests.infrastructure.browser import StaffPage

pytestmark = pytest.mark.browser
TITLE, WORDS, ALTERNATIVE = "工場見学のご案内", "毎月、工場をご案内します。", "工場の入口"
# Whether a field of the form holds the words: the editor writes them there a moment after they are typed.
KEPT = "words => [...document.querySelectorAll('[name^=body-]')].some((one) => one.value.includes(words))"


def names(task: str) -> Iterator[str]:
    """Yield the words in bold of the steps of a task, in their order."""
    body = iter(book("marketing", "ja").body)
    next(part for part in body if part.kind == "heading" and part.text == task)
    steps = next(part for part in body if part.kind == "numbers")
    return iter([name for (step,) in steps.rows for name in re.findall(r"\*\*(.+?)\*\*", step)])


def press(page: Page, name: str) -> None:
    """Press what the screen calls by this name: a link, a button, or what a list offers."""
    named(page, name).first.click()


def named(page: Page, name: str) -> Locator:
    kinds = [page.get_by_role(role, name=name) for role in ("link", "button", "option")]
    found = kinds[0].or_(kinds[1]).or_(kinds[2])
    return found.filter(visible=True)


def make(page: Page) -> None:
    order, add, kind, title = names("ページを作る")
    press(page, order)
    press(page, add)
    press(page, kind)
    page.get_by_role("textbox", name=title).first.fill(TITLE)


def illustrate(page: Page) -> None:
    insert, block, choose, alternative, text = names("画像を入れる")
    press(page, insert)
    press(page, block)
    press(page, choose)
    page.locator(".modal [data-chooser-modal-choice]").first.click()
    expect(page.locator(".modal")).to_have_count(0)  # it gives the focus back when it has gone
    page.get_by_role("textbox", name=re.compile(f"^{alternative}")).fill(ALTERNATIVE)
    expect(page.locator("[data-contentpath=body]").get_by_text(text, exact=True).first).to_be_visible()
    editor = page.locator("[data-contentpath=body] [contenteditable=true]").first
    editor.click()
    editor.press_sequentially(WORDS)
    page.wait_for_function(KEPT, arg=WORDS)


def look(page: Page) -> None:
    (preview,) = names("公開の前に見る")
    press(page, preview)
    shown = page.frame_locator("#w-preview-iframe").locator("main")
    expect(shown).to_contain_text(WORDS)
    expect(shown.get_by_alt_text(ALTERNATIVE)).to_have_count(1)
    press(page, preview)


def publish(page: Page) -> None:
    button, more = names("公開する")
    if not named(page, button).count():
        press(page, more)
    press(page, button)
    expect(page.locator(".messages .success")).to_be_visible()


def translate(page: Page) -> None:
    actions, choose, language, submit = names("英語版を作る")
    press(page, actions)
    press(page, choose)
    page.get_by_label(language).check()
    press(page, submit)
    expect(page.locator(".messages .success")).to_be_visible()


def test_a_page_is_made_by_the_steps_of_the_handbook(
    staff_page: StaffPage, marketing: User, browser_page: Page
) -> None:
    page = staff_page(marketing)
    page.goto("/admin/")
    make(page)
    illustrate(page)
    look(page)
    publish(page)
    made = CompanyPage.objects.get(title=TITLE)
    browser_page.goto(made.url or "")
    expect(browser_page.locator("main")).to_contain_text(WORDS)
    page.goto(f"/admin/pages/{made.pk}/edit/")
    translate(page)
    english = CompanyPage.objects.get(translation_key=made.translation_key, locale__language_code="en")
    assert (made.live, english.live) == (True, False)
