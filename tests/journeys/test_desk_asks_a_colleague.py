"""A clerk asks an engineer about one inquiry, reads the answer beside the inquiry, and sees how the month has gone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cluster_cms.security.accounts import User
from contact.figures.computing import compute_figures
from contact.models import Inquiry, Status
from contact.text import answers

pytestmark = pytest.mark.browser
Open = Callable[[Any], Page]
Axe = Callable[[Page], None]
WIDTHS = (1280, 320)
ANSWER = "85度まで使えます。安全率は含みません。"


@pytest.fixture
def letter(committed_db: None) -> Inquiry:
    return Inquiry.objects.filter(status=Status.NEW, language="ja").latest_first()[0]


def at_widths(page: Page, axe: Axe) -> None:
    """Check the page for barriers on a wide and a narrow screen, on which nothing may stick out."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
        axe(page)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_an_engineer_answers_a_question_and_sees_nothing_else(
    staff_page: Open, desk: User, marketing: User, letter: Inquiry, axe: Axe
) -> None:
    User.objects.filter(pk=marketing.pk).update(first_name="花子", last_name="技術", email="engineer@example.com")
    marketing.refresh_from_db()
    clerk = staff_page(desk)
    clerk.goto(f"/admin/inquiries/{letter.reference}/")
    clerk.get_by_role("link", name="社内の人に聞く").click()
    clerk.get_by_label("質問する人").select_option(str(marketing.pk))
    clerk.locator("[name=text]").fill("許容温度は何度ですか。")
    at_widths(clerk, axe)
    clerk.get_by_role("button", name="質問を送る").click()
    expect(clerk.locator("#said")).to_contain_text("メールが届き")

    engineer = staff_page(marketing)
    engineer.goto("/admin/asked/")
    engineer.get_by_role("link", name=letter.reference).click()
    expect(engineer.locator("main")).to_contain_text("許容温度は何度ですか。")
    expect(engineer.locator("main")).not_to_contain_text(answers.text_of(letter.answers, "name"))
    at_widths(engineer, axe)
    engineer.locator("[name=text]").fill(ANSWER)
    engineer.get_by_role("button", name="回答を窓口に送る").click()
    expect(engineer.locator("main")).to_contain_text(ANSWER)

    clerk.goto(f"/admin/inquiries/{letter.reference}/")
    expect(clerk.locator("#notes-section")).to_contain_text(ANSWER)
    clerk.get_by_role("button", name="質問を取り下げる").click()
    expect(clerk.locator("#said")).to_contain_text("取り下げました")
    engineer.reload()
    expect(engineer.locator("main")).not_to_contain_text("許容温度")


def test_the_figures_and_the_block_list_are_read_on_any_screen(
    staff_page: Open, privacy_officer: User, desk: User, letter: Inquiry, axe: Axe
) -> None:
    User.objects.filter(pk=desk.pk).update(first_name="翔太", last_name="西川")
    Inquiry.objects.filter(pk=letter.pk).update(assignee=desk)
    compute_figures()
    officer = staff_page(privacy_officer)
    officer.goto("/admin/inquiries/")
    officer.get_by_role("link", name="集計", exact=True).click()
    expect(officer.get_by_role("row", name="翔太 西川")).to_be_visible()
    at_widths(officer, axe)
    with officer.expect_download() as download:
        officer.get_by_role("button", name="書き出す（CSV）").click()
    assert download.value.suggested_filename.startswith("desk-figures-")
    officer.goto("/admin/inquiries/spam/")
    officer.get_by_role("link", name="ブロックリスト").click()
    officer.get_by_label("メールアドレスまたはドメイン").fill("sales.example")
    officer.get_by_role("button", name="ブロックする").click()
    expect(officer.locator(".messages")).to_contain_text("これからは")
    at_widths(officer, axe)


def test_an_own_switch_is_kept_in_the_account(staff_page: Open, desk: User) -> None:
    clerk = staff_page(desk)
    clerk.goto("/admin/account/#tab-notifications")
    clerk.get_by_label("朝に、次の営業日まで").uncheck()
    clerk.get_by_role("button", name="保存").first.click()
    clerk.goto("/admin/account/#tab-notifications")
    expect(clerk.get_by_label("朝に、次の営業日まで")).not_to_be_checked()
    expect(clerk.get_by_label("お問い合わせの担当になったとき")).to_be_checked()
