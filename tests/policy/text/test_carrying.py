"""A correction is carried to another text where that says the same, letter by letter; all else is named."""

from copy import deepcopy
from typing import Any

import pytest

from policy.text.canonical import Document
from policy.text.carrying import Carried, carry, restructured
from tests.policy.publishing.changes import add, found, head, insert, line, move, policy, remove, write

NEW = "個人情報を、厳重に管理します。"


def carried(target: Document, *edits: Any, base: Document | None = None, choices: Any = None) -> Carried:
    old = base or policy()
    new = deepcopy(old)
    for edit in edits:
        edit(new)
    return carry(old, new, target, choices or {})


def edited(*edits: Any) -> Document:
    text = policy()
    for edit in edits:
        edit(text)
    return text


def test_the_same_words_are_corrected_and_everything_else_stays() -> None:
    other = edited(add("security", "別の文です。"), head("cookies", "クッキー", "Cookies here"))
    other["clauses"][1]["id"] = "other-block"
    result = carried(deepcopy(other), write("linked-sites", NEW), head("security", "安全管理の措置", "Security"))
    assert not result.conflicts
    assert not result.missing
    found(other, "linked-sites")["lead"]["ja"] = [NEW]
    found(other, "security")["heading"]["ja"] = "安全管理の措置"
    assert result.content == other


def test_a_line_is_found_again_when_the_list_has_grown() -> None:
    base = edited(line("security", "鍵をかけます。", "Locked."), line("security", "学びます。", "Trained."))
    other = edited(
        line("security", "数えます。", "Counted."),
        line("security", "鍵をかけます。", "Locked."),
        line("security", "学びます。", "Trained."),
    )
    fixed = {"text": {"ja": "施錠します。", "en": "Locked."}, "subitems": []}
    result = carried(other, lambda text: found(text, "security")["items"].__setitem__(0, fixed), base=base)
    assert found(result.content, "security")["items"][1] == fixed
    assert not result.conflicts


def test_other_words_at_the_same_place_stay_and_are_named() -> None:
    result = carried(edited(write("security", "別の文です。")), write("security", NEW))
    assert [conflict.key for conflict in result.conflicts] == ["clauses/security/lead/ja/0"]
    assert result.conflicts[0].words is None
    assert found(result.content, "security")["lead"]["ja"] == ["別の文です。"]


def test_two_equal_lines_are_not_guessed() -> None:
    base = edited(line("security", "同じ。", "Same."), line("security", "同じ。", "Same."))
    other = edited(line("security", "同じ。", "Same."))
    fixed = {"text": {"ja": "違う。", "en": "Other."}, "subitems": []}
    result = carried(other, lambda text: found(text, "security")["items"].__setitem__(1, fixed), base=base)
    assert [conflict.of_words for conflict in result.conflicts] == [False]
    assert found(result.content, "security")["items"] == found(other, "security")["items"]


def test_what_was_chosen_stands_there_until_the_correction_is_another() -> None:
    choice = {"clauses/security/lead/ja/0": {"for": NEW, "words": " 選んだ文です。 "}}
    target = edited(write("security", "別の文です。"))
    result = carried(target, write("security", NEW), choices=choice)
    assert found(result.content, "security")["lead"]["ja"] == ["選んだ文です。"]
    later = carried(target, write("security", f"{NEW}さらに。"), choices=choice)
    assert later.conflicts[0].words is None


def test_a_clause_that_the_other_text_lacks_is_named() -> None:
    result = carried(edited(remove("cookies")), write("cookies", NEW))
    assert [clause["anchor"] for clause in result.missing] == ["cookies"]
    assert carried(edited(remove("cookies")), write("security", NEW)).missing == []


def test_a_language_that_a_text_does_not_hold_is_left_alone() -> None:
    japanese = {**policy(), "languages": ["ja"]}
    found(japanese, "security")["lead"]["en"] = []
    result = carried(japanese, write("security", NEW, "We keep it strictly."))
    assert found(result.content, "security")["lead"] == {"ja": [NEW], "en": []}
    assert not result.conflicts


@pytest.mark.parametrize(
    "edit, anchors", [(insert(2), ["children"]), (remove("cookies"), ["cookies"]), (write("security", NEW), [])]
)
def test_added_and_removed_clauses_are_more_than_a_correction(edit: Any, anchors: list[str]) -> None:
    assert [clause["anchor"] for clause in restructured(policy(), edited(edit))] == anchors


def test_a_moved_clause_is_more_than_a_correction() -> None:
    assert "desk" in {clause["anchor"] for clause in restructured(policy(), edited(move("desk", 0)))}
