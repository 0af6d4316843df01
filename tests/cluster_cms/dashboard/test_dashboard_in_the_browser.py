"""Dashboard, tour and handbooks in Chromium: no barrier at two widths, no script needed, nothing from another host."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from wagtail.users.models import UserProfile

from cluster_cms.security.accounts import User
from tests.infrastructure.browser import NewContext, StaffPage, sign_in

pytestmark = pytest.mark.browser
SCREENS = ("/admin/", "/admin/tour/?step=3", "/admin/handbooks/", "/admin/handbooks/operators/")
TOO_WIDE = "(() => { const main = document.querySelector('main'); return main.scrollWidth > main.clientWidth + 3 })()"


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("role", ["marketing", "legal", "desk", "admin"])
def test_no_screen_has_a_barrier(
    role: str, width: int, person: Callable[[str], User], staff_page: StaffPage, axe: Callable[[Page], None]
) -> None:
    page = staff_page(person(role))
    page.set_viewport_size({"width": width, "height": 900})
    for address in SCREENS if role == "admin" else SCREENS[:1]:
        page.goto(address)
        axe(page)
        assert not page.evaluate(TOO_WIDE)


def test_the_tour_is_taken_by_keyboard_and_comes_no_more(staff_page: StaffPage, marketing: User) -> None:
    page = staff_page(marketing)
    page.goto("/admin/")
    for number in range(2, 6):
        page.get_by_role("link", name="次へ").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"使い方の案内 {number}／5")).to_be_visible()
    page.get_by_role("button", name="案内を終わる").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="仕事を始める")).to_be_visible()
    expect(page.get_by_text("使い方の案内 1／5")).to_have_count(0)
    assert UserProfile.objects.get(user=marketing).dismissibles == {"tour": True}


def test_without_javascript_the_buttons_lead_to_the_work(guarded: NewContext, desk: User) -> None:
    context = guarded(java_script_enabled=False)
    sign_in(context, desk)
    page = context.new_page()
    page.goto("/admin/")
    page.get_by_role("button", name="案内をとばす").click()
    expect(page.get_by_role("button", name="案内をとばす")).to_have_count(0)
    page.get_by_role("link", name="受信箱を開く").click()
    assert page.url.endswith("/admin/inquiries/")
