"""The gate reads the change: sixty changes, each with the warnings that it must give and no other."""

from datetime import date, timedelta

import pytest

from policy.ledger.writer import RevisionTerms
from policy.publishing.change_rules import Change, change_warnings, widened_purpose
from policy.text.clause_topics import numbers_named
from tests.policy.publishing.changes import CASES, Case, policy, shown

TODAY = date(2026, 12, 1)


def change(case: Case) -> Change:
    in_force = shown(policy(), case.start)
    before = shown(in_force, case.announced) if case.announced else in_force
    terms = RevisionTerms(
        established_on=date(2005, 4, 1),
        effective_on=TODAY + timedelta(days=case.days),
        change_kind=case.kind,
        summary_ja=case.summary,
        summary_en="",
    )
    ahead = TODAY + timedelta(days=40) if case.announced else None
    return Change(before, shown(before, case.edit), terms, TODAY, ahead, in_force if case.announced else None)


@pytest.mark.parametrize("name", CASES)
def test_a_change_gives_the_warnings_that_it_must(name: str) -> None:
    assert {warning.code for warning in change_warnings(change(CASES[name]))} == CASES[name].warnings


@pytest.mark.parametrize("name", CASES)
def test_a_clause_on_the_purpose_is_wider_when_it_gains_a_purpose(name: str) -> None:
    assert widened_purpose(change(CASES[name])) == ("第1項" if CASES[name].widened else "")


def test_there_are_sixty_changes() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize(
    "summary, language, numbers",
    [
        ("第２項と第五項を改めました。", "ja", {2, 5}),
        ("第2項から第4項までを改めました。", "ja", {2, 3, 4}),
        ("第1条の表現を整えました。", "ja", {1}),
        ("2026年に改めました。", "ja", set()),
        ("Items 2, 4 and 6 are revised.", "en", {2, 4, 6}),
        ("Articles 3 to 5 are revised.", "en", {3, 4, 5}),
        ("We revised 3 items.", "en", set()),
    ],
)
def test_a_summary_names_items_as_people_write_them(summary: str, language: str, numbers: set[int]) -> None:
    assert numbers_named(summary, language) == numbers
