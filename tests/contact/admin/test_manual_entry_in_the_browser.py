"""The form in which the desk takes down an inquiry: by keyboard, on wide and narrow screens, errors included."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from contact.models import Inquiry, Source

pytestmark = pytest.mark.browser


@pytest.fixture
def form(staff_page: Callable[[Any], Page], desk: Any) -> Page:
    page = staff_page(desk)
    page.goto("/admin/inquiries/new/")
    return page


def test_a_call_is_recorded_with_the_message_alone(form: Page) -> None:
    form.get_by_label("ご用件").select_option("other")
    form.get_by_label("お問い合わせの内容").fill("折り返しがほしい。")
    form.get_by_role("button", name="お問い合わせを登録する").click()
    expect(form.locator("main")).to_contain_text("折り返しがほしい。")
    expect(form.locator("main")).to_contain_text("電話")
    assert Inquiry.objects.filter(source=Source.PHONE).count() == 1


@pytest.mark.parametrize("width", [1280, 320])
def test_it_is_accessible_and_fits_the_screen(form: Page, axe: Callable[[Page], None], width: int) -> None:
    form.set_viewport_size({"width": width, "height": 900})
    form.reload()
    form.wait_for_load_state("networkidle")
    axe(form)
    form.get_by_role("button", name="お問い合わせを登録する").click()
    expect(form.locator(".error-message").first).to_be_visible()
    axe(form)
    assert form.evaluate("document.documentElement.scrollWidth") <= width


def test_a_product_is_found_by_a_part_of_its_name_and_what_is_ticked_stays(form: Page) -> None:
    box = form.locator("[data-choices]")
    box.get_by_label("CX-210").check()
    form.get_by_label("名前で絞り込む").fill("ｐｕｌｓｅ drop1")
    expect(box.get_by_role("checkbox")).to_have_count(2)
    box.get_by_label("PulseDrop 1").check()
    form.get_by_label("ご用件").select_option("sample")
    form.get_by_label("お問い合わせの内容").fill("試料がほしい。")
    form.get_by_role("button", name="お問い合わせを登録する").click()
    expect(form.get_by_role("link", name="製品を選ぶ")).to_be_visible()
    assert sorted(Inquiry.objects.get(source=Source.PHONE).topics.values_list("key", flat=True)) == [
        "cx-210",
        "pulsedrop-1",
    ]
