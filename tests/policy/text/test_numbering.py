"""Numbers are computed in each language's custom."""

import pytest

from policy.text import numbering


@pytest.mark.parametrize(
    "position, japanese, english", [(1, "(1)", "(a)"), (26, "(26)", "(z)"), (27, "(27)", "(aa)"), (53, "(53)", "(ba)")]
)
def test_items(position: int, japanese: str, english: str) -> None:
    assert numbering.item_number(position, "ja") == japanese
    assert numbering.item_number(position, "en") == english


@pytest.mark.parametrize(
    "position, japanese, english",
    [(1, "ア", "i."), (4, "エ", "iv."), (9, "ケ", "ix."), (46, "ン", "xxxxvi."), (47, "アア", "xxxxvii.")],
)
def test_subitems(position: int, japanese: str, english: str) -> None:
    assert numbering.subitem_number(position, "ja") == japanese
    assert numbering.subitem_number(position, "en") == english


def test_the_kana_are_the_forty_six_in_their_order() -> None:
    rows = (
        "アイウエオ",
        "カキクケコ",
        "サシスセソ",
        "タチツテト",
        "ナニヌネノ",
        "ハヒフヘホ",
        "マミムメモ",
        "ヤユヨ",
        "ラリルレロ",
        "ワヲン",
    )
    assert "".join(numbering.KANA) == "".join(rows)
