"""What is left of what a visitor typed."""

import pytest

from search.finding import MAX_LENGTH, Words, normalize


@pytest.mark.parametrize(
    "typed, text",
    [
        ("  個人\u3000情報\t", "個人 情報"),
        ("ﾌﾟﾗｲﾊﾞｼｰ ℃", "ﾌﾟﾗｲﾊﾞｼｰ ℃"),
        ("a\0b\x1bc\u200bd", "abcd"),
        ("\u3000 \n", ""),
        ("\ud800", ""),
        ('"', '"'),
        ("<b>", "<b>"),
    ],
)
def test_words_are_tidied(typed: str, text: str) -> None:
    assert normalize(typed) == Words(text=text)


@pytest.mark.parametrize("typed", ["あ" * 3000, "x " * 1500, "㍿" * 101, " " * 3000 + "x"])
def test_words_that_are_too_long_are_cut_and_say_so(typed: str) -> None:
    words = normalize(typed)
    assert words.cut
    assert len(words.text) <= MAX_LENGTH
