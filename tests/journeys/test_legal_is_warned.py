"""Legal is warned of what a change would do, and the approver decides it in English; each story in a real browser."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from wagtail.users.models import UserProfile

from cluster_cms import clock
from cluster_cms.security.accounts import User
from policy.models.events import PolicyEvent
from tests.journeys.test_clicks_from_the_dashboard import clicks, counted
from tests.journeys.test_legal_promulgates import submit
from tests.policy.drafting import good_draft, promulgated, source, submitted

pytestmark = pytest.mark.browser
StaffPage = Callable[[User], Page]
TERMS = {
    "effective_on": (clock.today() + timedelta(days=45)).isoformat(),
    "summary_ja": "語句を改めました。",
    "summary_en": "One word is revised.",
}
DATES = {
    "来月ごろ": "例：2026-12-01",
    "30.11.2026": "2026年11月30日（月）",
    "令和9年4月1日": "2027年4月1日（木）",
    "2027年4月1日": "2027年4月1日（木）",
}
ONE_WORD, DECISION = 8, 4  # clicks from the dashboard


def write_one_word(editor: Page, anchor: str) -> str:
    """Change a word of a clause and state the terms, with the mouse from field to field; return the new words."""
    number = [block.value["anchor"] for block in source().clauses].index(anchor)
    editor.get_by_role("link", name="プライバシーポリシーを改定する").first.click()
    lead = editor.locator(f"[name=clauses-{number}-value-lead-ja]")
    clause = editor.locator("[data-streamfield-child]").filter(has=lead).last
    clause.locator("[data-panel-toggle]").first.click()
    lead.click()
    words = lead.input_value().replace("個人情報", "個人の情報", 1)
    lead.fill(words)
    editor.get_by_role("tab").nth(1).click()
    editor.locator("[name=effective_on]").click()  # from there by the Tab key
    for name, typed in TERMS.items():
        editor.locator(f"[name={name}]").fill(typed)
    editor.locator("[name=change_kind]").select_option("editorial")
    return words


def draft_text() -> str:
    return str(source().get_latest_revision_as_object().clauses.raw_data)


@pytest.fixture
def in_english(approver: User) -> User:
    """An approver who reads the staff's side in English, and a draft that waits for the decision."""
    UserProfile.objects.update_or_create(user=approver, defaults={"preferred_language": "en"})
    return approver


@pytest.fixture
def waiting(policy_page: object, legal: User) -> None:
    page = good_draft("Kept for three years.")
    page.effective_on = clock.today() + timedelta(days=45)
    submitted(page, legal)


@pytest.fixture
def two_announced(policy_page: object) -> None:
    """Revision 4 comes in 30 days, revision 5 in 60."""
    for words, days in (("In the new year.", 30), ("Later still.", 60)):
        page = good_draft(words)
        page.effective_on = clock.today() + timedelta(days=days)
        promulgated(page)


def test_a_change_of_third_parties_under_a_small_kind_cannot_be_promulgated_without_a_reason(
    policy_page: object, staff_page: StaffPage, legal: User, approver: User
) -> None:
    editor = staff_page(legal)
    editor.goto("/admin/")
    words = write_one_word(editor, "third-parties")
    submit(editor)
    assert words in draft_text().replace("\\n", "\n")
    decision = staff_page(approver)
    decision.goto("/admin/policy/decision/")
    expect(decision.locator("main")).to_contain_text("の語句が変わりますが、改定の種類は「表現の整理」です。")
    expect(decision.get_by_role("button", name="第4版を公布する")).to_have_count(0)
    assert source().ledger.count() == 3


def test_one_of_two_announced_revisions_is_withdrawn_and_the_other_is_the_base(
    two_announced: None, staff_page: StaffPage, browser_page: Page, approver: User
) -> None:
    tab = staff_page(approver)
    tab.goto("/admin/policy/withdraw/")
    expect(tab.locator("main")).to_contain_text("取り下げると元に戻るもの")
    expect(tab.locator("main")).to_contain_text("第4版は公布されたままで、")
    tab.locator("[name=reason_ja]").fill("時期を改めます。")
    tab.locator("[name=reason_en]").fill("Another time.")
    tab.get_by_role("button", name="公布した版を取り下げる").click()
    tab.get_by_role("button", name="下書きを最新の版の文に戻す").click()
    expect(tab.locator(".messages .success").first).to_be_visible()
    assert PolicyEvent.objects.get().revision.number == 5
    assert "In the new year." in draft_text()
    assert "Later still." not in draft_text()
    browser_page.goto("/privacy-policy/compare/4..5/?view=table")
    expect(browser_page.locator("thead")).to_contain_text("取り下げ、施行なし")
    browser_page.goto("/privacy-policy/upcoming/")
    expect(browser_page.locator("main a[href$='compare/3..4/']").first).to_be_visible()
    expect(browser_page.locator("main a[href*='..5/']")).to_have_count(0)


def test_a_typed_date_is_kept_and_said_in_words(policy_page: object, staff_page: StaffPage, legal: User) -> None:
    tab = staff_page(legal)
    tab.goto("/admin/policy/")
    tab.get_by_role("tab").nth(1).click()
    field, words = tab.locator("#id_effective_on"), tab.locator("#id_effective_on-in-words")
    for typed, read in DATES.items():
        field.fill(typed)
        field.press("Tab")
        expect(words).to_contain_text(read)
        expect(field).to_have_value(typed)


def test_the_approver_promulgates_in_english(waiting: None, staff_page: StaffPage, in_english: User) -> None:
    tab = counted(staff_page(in_english))
    tab.get_by_role("link", name="See what changes").first.click()
    expect(tab.locator(".decision-text u").first).to_be_visible()
    tab.locator("[name=read]").click()
    tab.get_by_role("button", name="Promulgate revision 4").click()
    expect(tab.locator(".messages .success")).to_contain_text("Revision 4 is announced. It is in force from")
    expect(tab.locator("main a[href$='/privacy-policy/v/4/']").first).to_be_visible()
    assert source().ledger.count() == 4
    assert clicks(tab) <= DECISION


def test_the_approver_sends_back_in_english(waiting: None, staff_page: StaffPage, in_english: User) -> None:
    tab = staff_page(in_english)
    tab.goto("/admin/")
    tab.get_by_role("link", name="See what changes").first.click()
    tab.get_by_text("Send back", exact=True).click()
    tab.locator("[name=comment]").fill("Item 2 lacks its verb.")
    tab.get_by_role("button", name="Send back with this comment").click()
    expect(tab.locator(".help-warning")).to_contain_text("Item 2 lacks its verb.")
    assert not source().workflow_in_progress


def test_one_word_is_revised_in_few_clicks(policy_page: object, staff_page: StaffPage, legal: User) -> None:
    editor = counted(staff_page(legal))
    write_one_word(editor, "security")
    submit(editor)
    assert source().workflow_in_progress
    assert clicks(editor) <= ONE_WORD
