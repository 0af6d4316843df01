"""A clerk's morning: signs in, takes an inquiry, closes several, takes a list out; then by keyboard alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from contact.models import Inquiry, Status
from tests.infrastructure.template import Template

pytestmark = pytest.mark.browser
Axe = Callable[[Page], None]
INBOX = "/admin/inquiries/"
MOST_TABS = 250


def password_of(username: str, template: Template) -> str:
    lines = [line.split() for line in template.accounts.read_text().splitlines()]
    return next(password for _role, name, password in lines if name == username)


def tick(page: Page, inquiries: list[Inquiry]) -> None:
    for one in inquiries:
        page.locator(f"input[name=inquiry][value='{one.reference}']").check()


def test_a_clerk_takes_answers_closes_and_takes_out(
    guarded: Any, template: Template, desk: Any, axe: Axe, tmp_path: Path
) -> None:
    page: Page = guarded().new_page()
    page.goto(INBOX)
    page.locator("[name=login]").fill(desk.username)
    page.locator("[name=password]").fill(password_of(desk.username, template))
    page.locator("[name=password]").press("Enter")
    newest, other = Inquiry.objects.open().latest_first()[:2]
    page.get_by_role("link", name=newest.reference).click()
    page.locator("select[name=assignee]").select_option(str(desk.pk))
    page.get_by_role("button", name="担当者を決める").click()
    expect(page.locator("#said")).to_contain_text(newest.reference)
    page.locator("select[name=status]").select_option("open")
    page.get_by_role("button", name="状態を変更する").click()
    expect(page.locator(".w-status").first).to_contain_text("対応中")
    page.goto(INBOX)
    tick(page, [newest, other])
    page.get_by_role("button", name="選んだものの状態を変更する").click()
    expect(page.locator("select[name=status]")).to_be_visible()
    axe(page)
    page.locator("select[name=status]").select_option("closed")
    page.get_by_role("button", name="状態を変更する").click()
    expect(page.locator(".messages")).to_contain_text("2件")
    assert {one.status for one in Inquiry.objects.with_references(newest.reference, other.reference)} == {Status.CLOSED}
    taken_out = take_out(page, newest, tmp_path / "list.xlsx")
    assert [row[0] for row in taken_out[1:]] == [newest.reference]


def take_out(page: Page, inquiry: Inquiry, file: Path) -> list[tuple[Any, ...]]:
    """Export one inquiry as a workbook and return its rows."""
    tick(page, [inquiry])
    page.get_by_role("button", name="選んだものを書き出す").click()
    page.locator("[name=to_recipient][value=desk]").check()
    page.locator("[name=purpose]").select_option(index=1)
    page.locator("[name=reason]").select_option("answering")
    with page.expect_download() as download:
        page.get_by_role("button", name="書き出す", exact=True).click()
    download.value.save_as(file)
    return list(load_workbook(file).worksheets[0].iter_rows(values_only=True))


def tab_to(page: Page, place: Locator) -> None:
    """Press the tabulator until the place has the focus, as somebody without a mouse does."""
    for _press in range(MOST_TABS):
        if place.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"no way by keyboard to {place}")


def test_the_same_goes_by_keyboard_alone(staff_page: Callable[[Any], Page], desk: Any, axe: Axe) -> None:
    page = staff_page(desk)
    page.goto(INBOX)
    page.wait_for_load_state("networkidle")
    chosen = Inquiry.objects.open().latest_first()[0]
    tab_to(page, page.locator(f"input[name=inquiry][value='{chosen.reference}']"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="選んだものの担当者を決める"))
    page.keyboard.press("Enter")
    choice = page.locator("select[name=assignee]")
    expect(choice).to_be_visible()
    axe(page)
    tab_to(page, choice)
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_role("button", name="担当者を決める", exact=True))
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("1件")
    assert Inquiry.objects.get(pk=chosen.pk).assignee_id is not None


def test_somebody_elses_is_opened_for_a_reason_and_the_officer_sees_it(
    staff_page: Callable[[Any], Page], desk: Any, privacy_officer: Any, axe: Axe
) -> None:
    inquiry = Inquiry.objects.open().latest_first()[0]
    Inquiry.objects.filter(pk=inquiry.pk).update(assignee=privacy_officer, status=Status.ANSWERED)
    page = staff_page(desk)
    page.goto(f"{INBOX}{inquiry.reference}/")
    expect(page.locator("main")).not_to_contain_text(inquiry.purpose)
    page.locator("[name=reason]").select_option("standing_in")
    page.get_by_role("button", name="開く", exact=True).click()
    expect(page.locator("main")).to_contain_text(inquiry.purpose)
    officer = staff_page(privacy_officer)
    officer.goto(f"{INBOX}audit/?reference={inquiry.reference}")
    expect(officer.locator("main table")).to_contain_text("担当者の代わりに対応するため")
    officer.wait_for_load_state("networkidle")
    axe(officer)
    officer.get_by_role("button", name="記録を検査する", exact=True).click()
    expect(officer.locator(".messages")).to_contain_text("切れ目はありません")
