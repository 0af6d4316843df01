"""Legal writes in a real browser: the checklist leads to the field that is meant, also on another tab."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cluster_cms.security.accounts import User
from tests.policy.drafting import good_draft, saved

pytestmark = pytest.mark.browser
# Types a letter now and then until the new clause is in the saved draft: autosave looks for changes only some time
# after loading, and saves only when typing has paused.
UNTIL_SAVED = """() => {
    const field = document.querySelector("[name=clauses-9-value-lead-en]");
    field.value += "a";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return document.querySelector("[data-policy-references] option[value=retention]");
}"""


@pytest.fixture
def editor(staff_page: Callable[[User], Page], legal: User) -> Page:
    """The editor of a draft that lacks its English summary, at the checklist."""
    page = good_draft()
    page.summary_en = ""
    saved(page, legal)
    tab = staff_page(legal)
    tab.goto("/admin/policy/")
    tab.get_by_role("tab").nth(2).click()
    return tab


def test_a_reason_leads_to_its_field(editor: Page) -> None:
    editor.locator("[data-policy-checklist] a[href='#id_summary_en']").click()
    expect(editor.locator("#id_summary_en")).to_be_focused()


@pytest.fixture
def text(staff_page: Callable[[User], Page], legal: User) -> Page:
    """The editor with item 1 open."""
    tab = staff_page(legal)
    tab.goto("/admin/policy/")
    tab.locator("[data-streamfield-child]").first.locator("[data-panel-toggle]").first.click()
    return tab


def test_a_reference_is_chosen_with_the_keyboard_alone(text: Page) -> None:
    lead = text.locator("[name=clauses-0-value-lead-en]")
    lead.fill("See ")
    lead.press("End")
    lead.press("Tab")
    expect(text.get_by_label("参照する項")).to_be_focused()
    text.keyboard.type("9")
    text.keyboard.press("Tab")
    text.keyboard.press("Enter")
    expect(lead).to_have_value("See [[desk]]")
    expect(lead).to_be_focused()


def test_a_new_clause_can_be_named_as_soon_as_the_draft_is_saved(text: Page) -> None:
    text.locator("[id$=-clauses-content] button.c-sf-add-button:not([data-streamfield-list-add])").last.click()
    text.locator("[name=clauses-9-value-heading-ja]").fill("保存期間")
    text.locator("[name=clauses-9-value-heading-en]").fill("Retention")
    text.wait_for_function(UNTIL_SAVED, polling=3_000, timeout=120_000)
    text.locator("[name=clauses-0-value-lead-ja]").click()
    text.get_by_label("参照する項").select_option("retention")
    text.get_by_role("button", name="参照を入れる").click()
    expect(text.locator("[name=clauses-9-value-anchor]")).to_have_value("retention")
    assert "[[retention]]" in text.locator("[name=clauses-0-value-lead-ja]").input_value()
