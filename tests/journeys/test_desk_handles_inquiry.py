"""The desk finds an inquiry, reads it, marks it answered, exports and deletes it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from contact.models import Inquiry

pytestmark = pytest.mark.browser
Open = Callable[[Any], Page]


@pytest.fixture
def at_desk(staff_page: Open, desk: Any) -> Page:
    page = staff_page(desk)
    page.goto("/admin/inquiries/")
    return page


def test_an_inquiry_is_opened_and_marked_as_answered(at_desk: Page) -> None:
    inquiry = Inquiry.objects.open().latest_first()[0]
    at_desk.get_by_role("link", name=inquiry.reference).click()
    expect(at_desk.locator("main")).to_contain_text(inquiry.purpose)
    at_desk.get_by_role("button", name="対応済みにする").click()
    expect(at_desk.locator("main")).to_contain_text("対応済みに変更")
    expect(at_desk.get_by_role("button", name="対応済みにする")).to_have_count(0)
    assert not Inquiry.objects.get(pk=inquiry.pk).is_open


def test_ticked_inquiries_are_exported_and_no_others(at_desk: Page, tmp_path: Path) -> None:
    chosen = [inquiry.reference for inquiry in Inquiry.objects.latest_first()[:2]]
    for reference in chosen:
        at_desk.locator(f"input[name=inquiry][value='{reference}']").check()
    at_desk.get_by_role("button", name="選んだものを書き出す").click()
    at_desk.locator("[name=to_recipient][value=desk]").check()
    at_desk.locator("[name=purpose]").select_option(index=1)
    at_desk.locator("[name=reason]").select_option("answering")
    with at_desk.expect_download() as download:
        at_desk.get_by_role("button", name="書き出す", exact=True).click()
    download.value.save_as(tmp_path / "export.xlsx")
    rows = list(load_workbook(tmp_path / "export.xlsx").worksheets[0].iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == chosen


def test_one_tick_selects_all(at_desk: Page) -> None:
    at_desk.get_by_label("すべて選ぶ").check()
    expect(at_desk.locator("input[name=inquiry]:checked")).to_have_count(Inquiry.objects.count())


def test_deleting_can_be_thought_over(at_desk: Page) -> None:
    inquiry = Inquiry.objects.latest_first()[0]
    at_desk.goto(f"/admin/inquiries/{inquiry.reference}/")
    at_desk.get_by_role("link", name="削除").click()
    at_desk.get_by_role("link", name="削除しない").click()
    at_desk.get_by_role("link", name="削除").click()
    at_desk.locator("[name=reason]").select_option("needless")
    at_desk.get_by_role("button", name="削除する").click()
    expect(at_desk.locator(".messages")).to_contain_text(inquiry.reference)
    assert not Inquiry.objects.filter(pk=inquiry.pk).exists()


def test_the_list_is_filtered_by_status(at_desk: Page) -> None:
    at_desk.goto("/admin/inquiries/?status=answered")
    expect(at_desk.locator("input[name=inquiry]")).to_have_count(Inquiry.objects.resolved().count())


def test_every_screen_of_the_desk_is_accessible(at_desk: Page, axe: Callable[[Page], None]) -> None:
    reference = Inquiry.objects.latest_first()[0].reference
    for place in ("", f"{reference}/", f"{reference}/open/", f"{reference}/delete/"):
        at_desk.goto(f"/admin/inquiries/{place}")
        at_desk.wait_for_load_state("networkidle")
        axe(at_desk)


def test_marketing_has_no_way_in(staff_page: Open, marketing: Any) -> None:
    page = staff_page(marketing)
    page.goto("/admin/")
    expect(page.get_by_role("link", name="お問い合わせ", exact=True)).to_have_count(0)
    page.goto("/admin/inquiries/")
    expect(page).to_have_url(re.compile("/admin/$"))
