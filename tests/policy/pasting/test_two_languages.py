"""Japanese and English, parsed apart, stand side by side; what differs is said."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from policy.pasting import merging
from policy.pasting.pairing import Pasted, differences, pairs
from policy.pasting.parsing import parse

JAPANESE = "1. 目的\n回答に用います。\n2. 提供\n次を除き渡しません。\n(1) 法令\n(2) 緊急\n3. 窓口\nお電話ください。\n"
ENGLISH = "1. Use\nFor replies.\n2. Passing on\nNever, except:\n• the law\n3. Desk\nCall us.\n"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def both(japanese: str = JAPANESE, english: str = ENGLISH) -> Pasted:
    return Pasted({"ja": parse(japanese), "en": parse(english)})


def replaced(draft: list[dict[str, Any]], rows: Any) -> list[dict[str, Any]]:
    return [block for block, _pair in merging.replaced(draft, rows)]


def notes(pasted: Pasted) -> list[tuple[int, str]]:
    return [(note.clause, note.text) for note in differences(pasted)]


def draft_clause(number: int, **parts: Any) -> dict[str, Any]:
    empty = {"ja": "", "en": ""}
    value = {"lead": empty, "items": [], "closing": empty, "shows_desk": False, "anchor": f"anchor-{number}", **parts}
    return {"type": "clause", "id": f"id-{number}", "value": value}


DRAFT = [
    draft_clause(1, heading={"ja": "目的", "en": "Use"}, lead={"ja": "旧", "en": "old"}),
    draft_clause(2, heading={"ja": "窓口", "en": "Desk"}, lead={"ja": "旧窓口", "en": "old desk"}, shows_desk=True),
]


def test_clauses_of_the_same_number_stand_side_by_side() -> None:
    pair = pairs(both())[1]
    assert [clause.heading for clause in pair.values() if clause] == ["提供", "Passing on"]


def test_a_clause_that_one_language_lacks_leaves_the_others_in_their_places() -> None:
    pasted = both(english="1. Use\nFor replies.\n3. Desk\nCall us.\n")
    assert [pair["en"].heading if pair["en"] else None for pair in pairs(pasted)] == ["Use", None, "Desk"]
    assert any(number == 2 and "English" in text for number, text in notes(pasted))
    assert any("3 in Japanese, 2 in English" in text for number, text in notes(pasted) if number == 0)


def test_different_numbers_of_items_are_said_with_the_clause() -> None:
    assert [(number, text) for number, text in notes(both())] == [
        (2, "Number of numbered lines: 2 in Japanese, 1 in English.")
    ]


def test_texts_in_the_wrong_fields_are_noticed() -> None:
    assert len([text for _, text in notes(both(ENGLISH, JAPANESE)) if "seems to be" in text]) == 2


def test_two_dates_of_establishment_are_noticed() -> None:
    pasted = both(JAPANESE + "制定日 2005年7月1日", ENGLISH + "Established on July 2, 2005")
    assert any("establishment" in text for _, text in notes(pasted))


def test_both_languages_become_one_block_with_equally_many_items() -> None:
    block = replaced([], pairs(both()))[1]["value"]
    assert block["heading"] == {"ja": "提供", "en": "Passing on"}
    texts = [item["value"]["text"] for item in block["items"]]
    assert texts == [{"ja": "法令", "en": "the law"}, {"ja": "緊急", "en": ""}]


def test_a_clause_with_a_known_heading_keeps_its_permanent_address_wherever_it_moves() -> None:
    blocks = replaced(DRAFT, pairs(both()))
    assert [block["id"] == f"id-{number}" for block, number in zip(blocks, (1, 0, 2), strict=True)] == [
        True,
        False,
        True,
    ]
    assert [block["value"]["anchor"] for block in blocks] == ["anchor-1", "", "anchor-2"]
    assert blocks[2]["value"]["shows_desk"] is True


def test_one_pasted_language_keeps_the_other_of_the_same_clause() -> None:
    pasted = Pasted({"en": parse("1. Purpose\nFor replies only.\n2. Desk\nWrite to us.\n")})
    first, second = (block["value"] for block in replaced(DRAFT, pairs(pasted)))
    assert first["heading"] == {"ja": "目的", "en": "Purpose"}
    assert first["lead"] == {"ja": "旧", "en": "For replies only."}
    assert second["lead"] == {"ja": "旧窓口", "en": "Write to us."}
    assert (first["anchor"], second["anchor"]) == ("anchor-1", "anchor-2")


def test_one_pasted_language_keeps_items_of_the_other_that_it_does_not_have() -> None:
    item = {"type": "item", "id": "i", "value": {"text": {"ja": "法令", "en": "law"}, "subitems": []}}
    draft = [draft_clause(1, heading={"ja": "提供", "en": "Passing on"}, items=[item, {**item, "id": "j"}])]
    block = replaced(draft, pairs(Pasted({"en": parse("1. Passing on\nNever, except:\n• court\n")})))[0]["value"]
    assert [(entry["id"], entry["value"]["text"]) for entry in block["items"]] == [
        ("i", {"ja": "法令", "en": "court"}),
        ("j", {"ja": "法令", "en": ""}),
    ]


def test_appended_clauses_leave_the_draft_as_it_is() -> None:
    blocks = [block for block, _pair in merging.appended(DRAFT, pairs(both()))]
    assert blocks[:2] == DRAFT
    assert [block["value"]["heading"]["en"] for block in blocks[2:]] == ["Use", "Passing on", "Desk"]
