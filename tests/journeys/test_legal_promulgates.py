"""Legal's story: paste, draft, submit, approve; a notice until effect; from midnight in Tokyo the new text is valid."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from cluster_cms import clock as site_clock
from cluster_cms.security.accounts import User
from policy.pages import PolicyPage
from tests.infrastructure.cast import Clock

pytestmark = pytest.mark.browser
JAPANESE = """１．利用目的
お預かりした個人情報は、ご返答のためにだけ使います。
２．安全管理
漏えいを防ぐため、安全管理の担当者を置きます。
(1) 鍵をかけて保管します。
(2) 閲覧を記録します。
３．開示の請求
ご本人から開示の請求があったときは、窓口で承ります。"""
ENGLISH = """1. Purpose of use
We use personal information only to answer.
2. Security
An officer in charge prevents leakage.
(a) We keep it under lock.
(b) We record access.
3. Requests for disclosure
A request for disclosure is taken by the desk."""


def paste(editor: Page, page_id: int) -> None:
    editor.goto(f"/admin/policy/{page_id}/paste/")
    editor.locator("[name=text_ja]").fill(JAPANESE)
    editor.locator("[name=text_en]").fill(ENGLISH)
    editor.locator("button[name=go][value=look]").click()
    editor.locator("[name=mode][value=replace]").check()
    editor.locator("button[name=go][value=save]").click()
    expect(editor.locator(".messages .success")).to_be_visible()


def state_terms(editor: Page, effective_on: str) -> None:
    editor.get_by_role("tab").nth(1).click()
    editor.locator("[name=effective_on]").fill(effective_on)
    editor.locator("[name=change_kind]").select_option("substantive")
    editor.locator("[name=summary_ja]").fill("全文を改めました。")
    editor.locator("[name=summary_en]").fill("The whole text is revised.")
    editor.locator("[name=warnings_reason]").fill("The new text makes its promises anew.")


def submit(editor: Page) -> None:
    editor.locator(".actions [data-controller~=w-dropdown] button[data-w-dropdown-target=toggle]").click()
    with editor.expect_navigation():
        editor.locator("[name=action-submit]").click()
    expect(editor.locator(".messages .success")).to_be_visible()


def approve(checker: Page) -> None:
    checker.goto("/admin/policy/decision/")
    checker.locator("[name=read]").check()
    checker.locator("[name=act][value=promulgate] ~ p button").click()
    expect(checker.locator(".messages .success")).to_be_visible()


def test_a_pasted_text_is_announced_and_in_force_from_midnight(
    browser_page: Page, staff_page: Callable[[User], Page], legal: User, approver: User, clock: Clock
) -> None:
    # The clock runs on while people edit: the editor compares times to see whether somebody else has saved.
    effect = site_clock.midnight(site_clock.today() + timedelta(days=2))
    policy = PolicyPage.objects.get(alias_of=None)
    editor = staff_page(legal)
    paste(editor, policy.pk)
    state_terms(editor, effect.date().isoformat())
    submit(editor)
    approve(staff_page(approver))

    clock.set(effect - timedelta(seconds=1))
    for home, address, words in (
        ("/", "/privacy-policy/", "全文を改めました。"),
        ("/en/", "/en/privacy-policy/", "The whole text is revised."),
    ):
        browser_page.goto(home)
        expect(browser_page.locator("aside .notice")).to_contain_text(words)
        browser_page.goto(address)
        expect(browser_page.locator(".clause")).to_have_count(9)

    clock.set(effect)
    for home, address, words in (
        ("/", "/privacy-policy/", "閲覧を記録します"),
        ("/en/", "/en/privacy-policy/", "We record access"),
    ):
        browser_page.goto(home)
        expect(browser_page.locator("aside .notice")).to_have_count(0)
        browser_page.goto(address)
        expect(browser_page.locator(".clause")).to_have_count(3)
        expect(browser_page.locator(".clauses")).to_contain_text(words)
