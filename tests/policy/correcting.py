"""Corrections of a text in force while a revision is announced, ready to be submitted."""

from datetime import date
from typing import Any

from policy.models.revisions import ChangeKind, PolicyRevision
from policy.pages import PolicyPage
from policy.text.canonical import Document
from tests.policy.drafting import good_draft, promulgated, source
from tests.policy.publishing.invalid_drafts import change_purpose

WRONG, RIGHT = ("改定履歴に残します", "Every revision stays"), ("改定の履歴に残します", "Each revision stays")


def corrected(words: str, *, effective_on: date) -> PolicyPage:
    """Return a draft of a later revision."""
    page = good_draft(words)
    page.effective_on = effective_on
    return page


def announce_first(clock: Any, *, purpose: bool = False) -> PolicyRevision:
    """Announce revision 4 on 1 December 2027 for 1 January 2028, and go on to 20 December."""
    clock.set("2027-12-01 10:00")
    page = corrected("In the new year.", effective_on=date(2028, 1, 1))
    if purpose:
        change_purpose(page, days=31)
    row = promulgated(page)
    clock.set("2027-12-20 10:00")
    return row


def draft_of_both(page: PolicyPage) -> None:
    """Give a draft the terms of a correction of both texts."""
    page.change_kind, page.corrects_both = ChangeKind.CORRECTION, True
    page.summary_ja, page.summary_en = "語句の誤りを訂正しました。", "A slip of the pen is corrected."
    page.warnings_reason = "A correction of words."


def correction(anchor: str = "revision") -> PolicyPage:
    """Return an unsaved draft that corrects words of one clause, in both texts; of "security" both differ there."""
    page: PolicyPage = source().get_latest_revision_as_object()
    clause = next(block.value for block in page.clauses if block.value["anchor"] == anchor)
    for language, wrong, right in zip(("ja", "en"), WRONG, RIGHT, strict=True):
        text = clause["lead"]
        text[language] = text[language].replace(wrong, right) if anchor == "revision" else f"{text[language]}{right}"
    draft_of_both(page)
    return page


def replaced_words(text: Document, *, back: bool) -> Document:
    """Return a text with the correction, or with what it corrected."""
    old, new = (RIGHT, WRONG) if back else (WRONG, RIGHT)
    for clause in text["clauses"]:
        for language, one, other in zip(("ja", "en"), old, new, strict=True):
            clause["lead"][language] = [line.replace(one, other) for line in clause["lead"][language]]
    return text
