"""The history checker finds each broken promise, and nothing where there is none."""

import pytest

from tests.faults.history import Told, violations

WHOLE = [Told("a", "AAAA"), Told("b", None), Told("b", "BBBB"), Told("c", None), Told("d", None)]


def test_a_whole_history_is_whole() -> None:
    assert violations(WHOLE, [("a", "AAAA"), ("b", "BBBB"), ("c", "CCCC")]) == []


@pytest.mark.parametrize(
    "stored, found",
    [
        ([("b", "BBBB")], ["a was acknowledged and is lost"]),
        ([("a", "AAAA"), ("b", "BBBB"), ("c", "CCCC"), ("c", "CCCD")], ["c is stored 2 times"]),
        ([("a", "AAAA"), ("b", "BBBX")], ["b was acknowledged as BBBB and is stored as BBBX"]),
        ([("a", "AAAA"), ("b", "BBBB"), ("z", "ZZZZ")], ["z was never sent"]),
    ],
)
def test_each_broken_promise_is_named(stored: list[tuple[str, str]], found: list[str]) -> None:
    assert violations(WHOLE, stored) == found


def test_two_answers_that_differ_are_one_lie() -> None:
    told = [Told("a", "AAAA"), Told("a", "AAAB")]
    assert violations(told, [("a", "AAAB")]) == ["a was acknowledged as AAAA and is stored as AAAB"]
