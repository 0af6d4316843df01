"""A long policy in a real browser: with forty items, legal moves one, adds one and removes one."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from cluster_cms.security.accounts import User
from policy.pages import PolicyPage
from tests.policy.drafting import saved, source

pytestmark = pytest.mark.browser


def words(text: str) -> dict[str, str]:
    return {"ja": text, "en": text}


@pytest.fixture
def editor(staff_page: Callable[[User], Page], legal: User) -> Page:
    """The editor of a draft of forty items, named Item 1 to Item 40."""
    page: PolicyPage = source().get_latest_revision_as_object()
    del page.clauses[:]
    for number in range(1, 41):
        page.clauses.append(("clause", {"heading": words(f"Item {number}"), "lead": words("Text.")}))
    saved(page, legal)
    tab = staff_page(legal)
    tab.set_viewport_size({"width": 1400, "height": 1000})
    tab.goto("/admin/policy/")
    return tab


def button(editor: Page, position: int, icon: str) -> Locator:
    """Return a button of the item with this index, as numbered when the page was loaded."""
    item = editor.locator(f"[data-contentpath] > section:has([name=clauses-{position}-value-anchor])").first
    return item.locator(f"button:has(.icon-{icon})").first


def headings() -> list[str]:
    draft = source().get_latest_revision_as_object()
    return [clause.value["heading"]["en"] for clause in draft.clauses]


def test_moving_adding_and_removing_keep_the_order(editor: Page) -> None:
    button(editor, 29, "arrow-up").click()
    button(editor, 9, "bin").click()
    editor.locator("[id$=-clauses-content] button.c-sf-add-button:not([data-streamfield-list-add])").last.click()
    editor.locator("[name=clauses-40-value-heading-en]").fill("Item 41")
    editor.locator("[name=clauses-40-value-heading-ja]").fill("第四十一")
    with editor.expect_navigation():
        editor.locator("button.action-save").click()
    expect(editor.locator(".messages .success")).to_be_visible()
    numbers = [*range(1, 10), *range(11, 29), 30, 29, *range(31, 42)]
    assert headings() == [f"Item {number}" for number in numbers]
