"""Clicks, typed fields and seconds until a revision of one word is promulgated, by legal and the approver in Chromium.

Run by hand: `pytest -s tests/bench/legal_clicks.py`. People read and think besides; the seconds are the machine's.
"""

import time
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Locator, Page, expect

from cluster_cms import clock
from cluster_cms.security.accounts import User
from policy.pages import PolicyPage

CLICKS_AT_MOST = 10  # six of legal, four of the approver
SUMMARIES = {"ja": "語句を一つ改めました。", "en": "One word is corrected."}


class Hand:
    """Clicks and types like a person, and counts."""

    def __init__(self) -> None:
        self.clicks = self.fields = 0

    def click(self, target: Locator) -> None:
        self.clicks += 1
        target.click()

    def type(self, target: Locator, text: str) -> None:
        self.fields += 1
        target.fill(text)

    def choose(self, target: Locator, value: str) -> None:
        self.fields += 1
        target.select_option(value)


def write(editor: Page, hand: Hand) -> None:
    """Change a word of item 1 in both languages, state the terms, look at what changes and submit."""
    hand.click(editor.locator(".sidebar a[href$='/admin/policy/']"))
    hand.click(editor.locator("[data-streamfield-child] [data-panel-toggle]").first)
    for language in SUMMARIES:
        lead = editor.locator(f"[name=clauses-0-value-lead-{language}]")
        hand.type(lead, f"{lead.input_value()}!")
    hand.click(editor.get_by_role("tab").nth(1))
    hand.type(editor.locator("[name=effective_on]"), (clock.today() + timedelta(days=10)).isoformat())
    hand.choose(editor.locator("[name=change_kind]"), "editorial")
    for language, summary in SUMMARIES.items():
        hand.type(editor.locator(f"[name=summary_{language}]"), summary)
    hand.click(editor.get_by_role("tab").nth(2))
    expect(editor.locator("[data-policy-checklist] li")).to_have_count(1)  # the approval: all is saved
    hand.click(editor.locator(".policy-status a[href='/admin/policy/decision/']"))
    hand.click(editor.locator("[name=act][value=submit] ~ p button"))
    expect(editor.locator(".messages .success")).to_be_visible()


def approve(checker: Page, hand: Hand) -> None:
    hand.click(checker.locator(".sidebar a[href$='/admin/policy/']"))
    hand.click(checker.get_by_role("link", name="変わるところを見て決める"))
    hand.click(checker.locator("[name=read]"))
    hand.click(checker.locator("[name=act][value=promulgate] ~ p button"))
    expect(checker.locator(".messages .success")).to_be_visible()


def test_a_revision_of_one_word(staff_page: Callable[[User], Page], legal: User, approver: User) -> None:
    tabs, hand = [staff_page(person) for person in (legal, approver)], Hand()
    for tab in tabs:
        tab.goto("/admin/")
    begun = time.perf_counter()
    write(tabs[0], hand)
    approve(tabs[1], hand)
    seconds = time.perf_counter() - begun
    print(f"\n{hand.clicks} clicks, {hand.fields} fields, {seconds:.1f} seconds")
    assert PolicyPage.objects.get(alias_of=None).ledger.count() == 4
    assert hand.clicks <= CLICKS_AT_MOST
