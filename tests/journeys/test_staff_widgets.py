"""Wagtail's calendars, choosers, rows and editors at work, where the policy runs scripts of files alone.

A violation of the policy and a failing script are errors in the console, which the browser's guard sees.
"""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from pytest_django import Settings

from cluster_cms.security.accounts import User
from products.models import Product
from tests.home.making import home, news_index
from tests.infrastructure.browser import StaffPage

pytestmark = pytest.mark.browser


@pytest.fixture
def staff(staff_page: StaffPage, admin: User) -> Page:
    return staff_page(admin)


def choose(page: Page, choice: str) -> None:
    page.locator(f".modal {choice}").first.click()
    expect(page.locator(".modal")).to_have_count(0)


def upload_in_modal(page: Page, picture: Path) -> None:
    """Upload a picture with a tag from the second tab of the chooser."""
    page.locator(".modal [role=tab]").nth(1).click()
    page.locator(".modal input[type=file]").set_input_files(picture)
    expect(page.locator(".modal [name$=-title]")).to_have_value(picture.stem)  # a tenth of a second later
    page.locator(".modal .tagit input").fill("lab")
    page.locator(".modal .tagit input").press(",")  # Enter would send the form if the tag stands already
    expect(page.locator(".modal .tagit-label")).to_have_text("lab")
    choose(page, "form:has(input[type=file]) [type=submit]")


def test_an_item_of_news_gets_a_day_a_link_a_comment_and_a_new_picture(
    staff: Page, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    Image.new("RGB", (900, 700), "navy").save(tmp_path / "dosing.png")
    staff.goto(f"/admin/pages/{news_index().get_children().first().pk}/edit/")
    staff.locator("[name=date]").click()
    staff.locator(".xdsoft_datetimepicker:visible td[data-date='15']:not(.xdsoft_other_month)").click()
    expect(staff.locator("[name=date]")).to_have_value(re.compile("-15$"))

    text = staff.locator("[data-contentpath=body] [contenteditable=true]").first
    text.press("Control+a")
    text.press("Control+c")
    text.press("Control+k")
    choose(staff, ".choose-page")
    expect(staff.locator(".Draftail-Editor .TooltipEntity").first).to_be_visible()

    staff.locator("[data-side-panel-toggle=comments]").click()
    staff.locator("[data-comment-add]:visible").first.click()
    staff.locator(".comment textarea").fill("日付は確認済み")
    staff.locator(".comment [type=submit]").click()
    expect(staff.locator(".comment")).to_contain_text("日付は確認済み")

    staff.locator("[data-contentpath=body] .c-sf-add-button").first.click()
    staff.locator(".w-combobox [role=option]").nth(2).click()
    staff.locator("[data-contentpath=picture] [data-chooser-action-choose]").first.click()
    upload_in_modal(staff, tmp_path / "dosing.png")
    expect(staff.locator("[data-contentpath=picture] [data-chooser-title]").first).to_have_text("dosing")


def test_rows_are_added_to_a_product_and_to_a_workflow(staff: Page) -> None:
    staff.goto(f"/admin/snippets/products/product/edit/{Product.objects.earliest('pk').pk}/")
    rows = staff.locator("#id_part_numbers-FORMS > div:visible")
    before = rows.count()
    staff.locator("#id_part_numbers-ADD").click()
    expect(rows).to_have_count(before + 1)

    staff.goto("/admin/workflows/add/")
    staff.locator("#id_workflow_tasks-ADD").click()
    staff.locator("[data-chooser-action-choose]:visible").first.click()
    staff.locator(".modal [role=tab]").nth(1).click()
    choose(staff, ".task-choice")
    expect(staff.locator("[data-chooser-title]").first).not_to_be_empty()


def test_pages_are_ticked_and_the_keyboard_shortcuts_shown(staff: Page) -> None:
    staff.goto(f"/admin/pages/{home().pk}/")
    staff.locator("body").press("Shift+?")
    expect(staff.get_by_role("dialog")).to_be_visible()
    staff.keyboard.press("Escape")
    staff.locator("[data-bulk-action-checkbox]").first.check()
    expect(staff.locator("[data-bulk-action-footer]")).to_be_visible()
