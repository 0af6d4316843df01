"""Marketing reads in the editor what is wrong with a text, corrects it with one press, and saves what is right."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import AbstractBaseUser
from playwright.sync_api import Locator, Page, expect

from home.models import CompanyPage
from tests.home.making import company_page

pytestmark = pytest.mark.browser


def row(editor: Page, words: str) -> Locator:
    return editor.locator(".writing__row", has=editor.locator("mark", has_text=words))


@pytest.fixture
def editor(staff_page: Callable[[AbstractBaseUser], Page], marketing: AbstractBaseUser) -> Page:
    body = '[{"type": "text", "value": "<p>本社は<b>㈱山田</b>の中にあり、ﾈｼﾞを作ります。</p><p>次の段落です。</p>"}]'
    written = company_page("お 知 ら せ", lead="2026/1/5に開きます。", body=body)
    page = staff_page(marketing)
    page.goto(f"/admin/pages/{written.pk}/edit/")
    page.locator("[data-side-panel-toggle=checks]").click()
    return page


def test_one_press_corrects_a_running_text_and_keeps_its_style(editor: Page) -> None:
    row(editor, "㈱").locator("[data-writing-correct]").click()
    text = editor.locator("[data-contentpath=body] [contenteditable=true]").first
    expect(text).to_contain_text("本社は株式会社山田の中にあり")
    expect(row(editor, "㈱")).to_have_count(0)
    editor.locator(".actions [data-controller~=w-dropdown] button[data-w-dropdown-target=toggle]").click()
    editor.locator(".actions .action-save").click()
    expect(editor.locator(".messages .success")).to_be_visible()
    saved = CompanyPage.objects.get(slug="trial").get_latest_revision_as_object().body[0].value.source
    assert "<b>株式会社山田</b>の中にあり、ﾈｼﾞ" in saved


def test_one_press_corrects_a_field_and_undo_takes_it_back(editor: Page) -> None:
    lead = editor.locator("[name=lead]")
    row(editor, "2026/1/5").locator("[data-writing-correct]").click()
    expect(lead).to_have_value("2026年1月5日に開きます。")
    lead.press("Control+z")
    expect(lead).to_have_value("2026/1/5に開きます。")
    expect(row(editor, "2026/1/5")).to_have_count(1)


def test_all_that_is_certain_is_corrected_at_once(editor: Page) -> None:
    counter = editor.locator("[data-side-panel-toggle=checks] [data-side-panel-toggle-counter]")
    expect(counter).to_have_text("4")
    editor.locator("[data-writing-correct-all]").click()
    expect(editor.locator("[name=title]")).to_have_value("お知らせ")
    expect(editor.locator("[data-writing-findings]")).to_contain_text("見つかりませんでした")
    expect(counter).to_be_hidden()


def test_the_preview_is_read_by_axe_and_the_panel_has_no_barriers(editor: Page, browser_page: Page) -> None:
    preview = editor.frame_locator("#w-preview-iframe")
    expect(preview.locator("wagtail-userbar")).to_have_count(1)
    expect(editor.locator("[data-content-checker-count]")).to_have_text("0")
    expect(row(editor, "㈱")).to_have_count(1)
    assert Axe().run(editor, "[data-side-panel=checks]").violations_count == 0
    browser_page.goto("/trial/")
    expect(browser_page.locator("wagtail-userbar")).to_have_count(0)


def test_the_place_of_a_finding_is_shown(editor: Page) -> None:
    row(editor, "ﾈｼﾞ").locator("[data-writing-show]").click()
    assert editor.evaluate("getSelection().toString()") == "ﾈｼﾞ"
