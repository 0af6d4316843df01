"""Marketing sets the time at which a draft goes live: four clicks from the dashboard."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from cluster_cms import clock
from cluster_cms.security.accounts import User
from home.models import CompanyPage
from tests.home.making import company_page

pytestmark = pytest.mark.browser
MOST = 4  # clicks, typing the time aside


class Hand:
    """Counts the clicks."""

    def __init__(self) -> None:
        self.clicks = 0

    def click(self, button: Locator) -> None:
        button.click()
        self.clicks += 1


@pytest.fixture
def draft(committed_db: None, marketing: User) -> CompanyPage:
    page = company_page("測定室のご案内", "measuring-room", live=False, lead="粒の測り方をご案内します。")
    page.save_revision(user=marketing, log_action=True)
    return page


def test_a_draft_is_scheduled_by_four_clicks_from_the_dashboard(
    staff_page: Callable[[User], Page], draft: CompanyPage, marketing: User
) -> None:
    editor, hand = staff_page(marketing), Hand()
    editor.goto("/admin/")
    hand.click(editor.get_by_role("main").get_by_role("link", name=draft.title).first)
    hand.click(editor.locator(".actions [data-w-dropdown-target=toggle]"))
    hand.click(editor.get_by_role("button", name="日時を決めて公開"))
    at = (clock.now() + timedelta(days=2)).astimezone(clock.TOKYO)
    editor.locator("[name=go_live_at]").fill(f"{at:%Y-%m-%d %H:%M}")
    hand.click(editor.get_by_role("button", name="この日時に公開する"))
    expect(editor.locator(".messages .success")).to_be_visible()
    page = CompanyPage.objects.get(pk=draft.pk)
    assert (page.live, page.scheduled_revision is not None) == (False, True)
    assert hand.clicks <= MOST
