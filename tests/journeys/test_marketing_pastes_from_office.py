"""Marketing pastes a document and spreadsheets into a page: cells stay apart, and what was left out is told."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import AbstractBaseUser
from playwright.sync_api import Locator, Page, expect

from home.models import CompanyPage
from tests.home.making import home
from tests.journeys.test_marketing_writes_a_page import add, publish

pytestmark = pytest.mark.browser
CLIPBOARDS = Path(__file__).resolve().parents[1] / "cluster_cms" / "pasting" / "clipboards"
PASTE = """(element, content) => {
    element.focus();
    const clipboardData = new DataTransfer();
    for (const [type, text] of Object.entries(content)) clipboardData.setData(type, text);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def html(name: str) -> dict[str, str]:
    return {"text/html": (CLIPBOARDS / f"{name}.html").read_text(encoding="utf-8"), "text/plain": "x\ty"}


def paste(field: Locator, content: dict[str, str]) -> None:
    field.evaluate(PASTE, content)


def confirm(editor: Page) -> None:
    editor.locator("[data-paste-insert]").click()
    expect(editor.locator("dialog.paste")).to_be_hidden()


@pytest.fixture
def editor(staff_page: Callable[[AbstractBaseUser], Page], marketing: AbstractBaseUser) -> Page:
    page = staff_page(marketing)
    page.goto(f"/admin/pages/add/home/companypage/{home().pk}/")
    page.locator("[name=title]").fill("貼り付けの試し")
    return page


def test_a_pasted_document_becomes_blocks_that_visitors_see(
    editor: Page, browser_page: Page, axe: Callable[[Page], None]
) -> None:
    editor.locator(".paste-button").first.click()
    axe(editor)
    paste(editor.locator("[data-paste-field]"), html("libreoffice-writer"))
    expect(editor.locator(".paste__preview th")).to_have_text(["品番", "粒径"])
    axe(editor)
    confirm(editor)
    editor.get_by_role("tab").nth(1).click()
    editor.locator("[name=slug]").fill("pasted")
    publish(editor)

    browser_page.goto("/pasted/")
    main = browser_page.locator("main")
    expect(main.locator("h2").first).to_have_text("仕様")
    expect(main.locator("sup")).to_have_text("2")
    expect(main.locator("ol > li > ul > li")).to_have_text("中")
    expect(main.locator("td")).to_have_text(["NB-1", "0.3\xa0µm"])
    kinds = [block.block_type for block in CompanyPage.objects.get(slug="pasted").body]
    assert kinds == ["heading", "text", "column_table"]


def test_running_text_takes_text_at_the_caret_and_tables_behind_it(editor: Page) -> None:
    add(editor, "text")
    text = editor.locator("[data-contentpath=body] [contenteditable=true]").first
    text.fill("前")
    text.press("End")
    paste(text, html("word-raised"))
    expect(text).to_contain_text("前106 Pa")
    paste(text, html("excel365-values"))
    expect(editor.locator(".paste__preview td")).to_have_text(["NB-1", "0.3µm", "NB-2", "5µm"])
    confirm(editor)
    expect(editor.locator("[name=body-1-value-rows-1-value-heading]")).to_have_value("NB-2")
    expect(text).to_contain_text("前106 Pa")


def test_spreadsheet_cells_fill_the_cells_of_a_table(editor: Page) -> None:
    add(editor, "table")
    paste(editor.locator("[name=body-0-value-rows-0-value-heading]"), html("excel365-values"))
    expect(editor.locator("[name=body-0-value-rows-1-value-text]")).to_have_value("5µm")
    add(editor, "column_table")
    editor.locator("[data-append-column]").click()
    editor.locator(".add-column-menu button").click()
    paste(editor.locator("[name=body-1-value-cell-0-0]"), html("excel365-header-by-class"))
    expect(editor.locator("[name=body-1-value-column-2-heading]")).to_have_value("用途")
    expect(editor.locator("[name=body-1-value-cell-1-1]")).to_have_value("5")


def test_an_error_of_the_site_is_told_and_leaves_the_editor_as_it_was(editor: Page) -> None:
    add(editor, "text")
    text = editor.locator("[data-contentpath=body] [contenteditable=true]").first
    text.fill("残る文")
    editor.route("**/admin/clipboard/**", lambda route: route.fulfill(body="no answer"))
    paste(text, html("excel365-values"))
    expect(editor.get_by_role("alert")).not_to_be_empty()
    editor.keyboard.press("Escape")
    expect(text).to_have_text("残る文")
