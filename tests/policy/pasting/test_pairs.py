"""Clauses of two languages are matched by number, heading and references, and never silently by position."""

import pytest

from policy.pasting.clause_pairs import Basis, ClauseSide, matched

Found = list[tuple[str, Basis]]


def side(number: int, heading: str, text: str = "", twin: str = "") -> ClauseSide:
    return ClauseSide(f"{heading}-key", number or None, heading, text, twin)


def pairs(left: list[ClauseSide], right: list[ClauseSide], **chosen: str) -> Found:
    matching = matched(left, right, {f"{name}-key": f"{key}-key" for name, key in chosen.items()})
    return [
        (right[matching.pairs[place]].heading if place in matching.pairs else "", matching.basis.get(place, Basis.NONE))
        for place in range(len(left))
    ]


def test_numbers_match_where_no_heading_contradicts_them() -> None:
    found = pairs([side(1, "甲"), side(2, "乙")], [side(2, "second"), side(1, "first")])
    assert found == [("first", Basis.NUMBER), ("second", Basis.NUMBER)]


def test_a_number_that_contradicts_its_heading_pairs_nothing_from_there_on() -> None:
    left = [side(1, "甲"), side(2, "第三者提供"), side(3, "窓口"), side(4, "改定")]
    right = [side(1, "first"), side(2, "Desk"), side(3, "Revision")]
    assert pairs(left, right) == [
        ("first", Basis.NUMBER),
        ("", Basis.NONE),
        ("Desk", Basis.SUBJECT),
        ("Revision", Basis.SUBJECT),
    ]


def test_after_a_contradiction_the_same_number_is_no_more_than_a_position() -> None:
    left = [side(1, "甲"), side(2, "第三者提供"), side(3, "丙")]
    right = [side(1, "first"), side(2, "Desk"), side(3, "last")]
    assert pairs(left, right) == [("first", Basis.NUMBER), ("", Basis.NONE), ("last", Basis.POSITION)]


def test_headings_that_the_draft_pairs_come_before_numbers() -> None:
    left = [side(1, "甲", twin="last"), side(2, "乙")]
    assert pairs(left, [side(1, "first"), side(2, "last")])[0] == ("last", Basis.HEADING)


def test_references_to_the_same_clause_match() -> None:
    left = [side(0, "甲", "第3項による。"), side(0, "乙", "第5項による。"), side(0, "丙")]
    right = [side(0, "a", "See item 5."), side(0, "b", "See item 3.")]
    assert pairs(left, right)[:2] == [("b", Basis.REFERENCES), ("a", Basis.REFERENCES)]


def test_position_matches_only_as_many_as_there_are_and_says_so() -> None:
    assert pairs([side(0, "甲")], [side(0, "a")]) == [("a", Basis.POSITION)]
    assert pairs([side(0, "甲"), side(0, "乙")], [side(0, "a")]) == [("", Basis.NONE), ("", Basis.NONE)]


def test_a_choice_comes_first_and_is_made_once() -> None:
    found = pairs([side(1, "甲"), side(2, "乙")], [side(1, "a"), side(2, "b")], 甲="b", 乙="b")
    assert found[0] == ("b", Basis.CHOSEN)
    assert found[1][0] != "b"


@pytest.mark.parametrize("heading", ["", "x"])
def test_nothing_is_matched_with_nothing(heading: str) -> None:
    assert pairs([side(1, heading)], []) == [("", Basis.NONE)]
