"""Characters count as people count them."""

import pytest
from django.core.exceptions import ValidationError

from cluster_cms.text.lengths import UncutField, visible_length

ONE = [
    "a",
    "が",
    "か\u3099",
    "e\u0301",
    "𠮷",
    "葛\U000e0100",
    "👍🏽",
    "👨‍👩‍👧",
    "❤️",
    "🇯🇵",
    "කි",
    "\n",
    "1️⃣",
    "🏴\U000e0067\U000e0062\U000e007f",
]


@pytest.mark.parametrize("character", ONE)
def test_what_people_see_as_one_counts_as_one(character: str) -> None:
    assert visible_length(character) == 1
    assert visible_length(f"x{character}{character}") == 3


def test_more_marks_than_any_language_puts_on_a_letter_count() -> None:
    assert visible_length("a" + "\u0301" * 30) == 1
    assert visible_length("a" + "\u0301" * 1_030) == 1_001


def test_a_text_is_refused_by_what_people_see_and_never_cut() -> None:
    field = UncutField(max_length=3)
    assert field.clean("👨‍👩‍👧" * 3) == "👨‍👩‍👧" * 3
    assert "maxlength" not in field.widget.attrs
    with pytest.raises(ValidationError, match=r"3.*4"):
        field.clean("👨‍👩‍👧" * 4)
