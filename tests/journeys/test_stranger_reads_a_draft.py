"""Marketing shares a draft; a stranger without JavaScript reads it, and after its end a page that names the desk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cluster_cms import clock
from cluster_cms.review.draft_links import DraftLink
from cluster_cms.security.accounts import User
from home.models import CompanyPage
from tests.home.making import company_page

pytestmark = pytest.mark.browser


@pytest.fixture
def shared(committed_db: None, marketing: User) -> CompanyPage:
    page = company_page("測定室のご案内", "measuring-room", live=False, lead="粒の測り方をご案内します。")
    page.save_revision(user=marketing)
    return page


def make_link(editor: Page, page: CompanyPage) -> str:
    """Press the button beside the title, then the one that makes the link; return the path of the link."""
    editor.goto(f"/admin/pages/{page.pk}/edit/")
    editor.locator("header [data-controller~=w-dropdown] [data-w-dropdown-target=toggle]").first.click()
    editor.get_by_role("link", name="確認用リンク").click()
    editor.get_by_role("button", name="リンクを作る").click()
    address = editor.locator("[data-w-clipboard-target=value]").input_value()
    return "/" + address.split("/", 3)[3]


def test_marketing_shares_a_draft_that_a_stranger_reads_until_it_ends(
    staff_page: Callable[[User], Page],
    without_javascript: Page,
    shared: CompanyPage,
    marketing: User,
    axe: Callable[[Page], None],
) -> None:
    editor = staff_page(marketing)
    path = make_link(editor, shared)
    axe(editor)
    answer = without_javascript.goto(path)
    assert answer
    assert answer.status == 200
    expect(without_javascript.get_by_text("下書きの確認用")).to_be_visible()
    expect(without_javascript.get_by_role("main")).to_contain_text("粒の測り方をご案内します。")
    DraftLink.objects.update(expires_at=clock.now())
    ended = without_javascript.goto(path)
    assert ended
    assert ended.status == 410
    expect(without_javascript.get_by_role("heading", level=1)).to_have_text("この確認用リンクは終了しました")
    expect(without_javascript.get_by_role("main")).to_contain_text("お客様情報相談窓口")
