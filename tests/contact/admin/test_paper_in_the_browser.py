"""Drafts are saved by themselves, and paper is clean: in a browser, with and without script."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from contact.models import DeskDraft, Inquiry, Message, MessageChannel, Status

pytestmark = pytest.mark.browser
TYPED = "書きかけの返信です。"


@pytest.fixture
def letter(committed_db: None, desk: Any) -> Inquiry:
    """An inquiry with a long conversation."""
    found = Inquiry.objects.filter(status=Status.NEW, language="ja").latest_first()[0]
    for number in range(4):
        kind = {"direction": "in" if number % 2 else "out", "language": "ja", "author_id": desk.pk}
        body = f"{number}通目です。" + "お問い合わせの件につき、次のとおりお知らせします。\n" * 12
        Message.objects.create(inquiry=found, subject="試料の件", body=body, channel=MessageChannel.PASTED, **kind)
    return found


@pytest.fixture
def tab(staff_page: Callable[[Any], Page], desk: Any, letter: Inquiry) -> Page:
    page = staff_page(desk)
    page.goto(f"/admin/inquiries/{letter.reference}/")
    return page


def test_what_is_typed_is_saved_by_itself_and_stands_there_again(tab: Page) -> None:
    tab.locator("#reply-body").fill(TYPED)
    expect(tab.locator("#reply-section [data-draft-status]")).to_contain_text("下書きを")
    assert DeskDraft.objects.get().texts["body"] == TYPED
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.reload()
    expect(tab.locator("#reply-body")).to_have_value(TYPED)


def test_the_paper_opens_alone_and_has_no_fault_of_access(tab: Page, axe: Callable[[Page], None]) -> None:
    with tab.expect_popup() as opened:
        tab.get_by_role("button", name="印刷用に表示").click()
    paper = opened.value
    expect(paper.get_by_role("button", name="印刷する")).to_be_visible()
    assert paper.locator(".sidebar").count() == 0
    axe(paper)
