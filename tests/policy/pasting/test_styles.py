"""Fifty texts in the styles of real companies: every line is placed or named, at its rank."""

import pytest
from django.utils import translation

from policy.pasting.doubts import Doubt
from policy.pasting.parsing import parse
from policy.pasting.structure import Role
from tests.policy.pasting.outline import headings
from tests.policy.pasting.placed_texts import NAMED, PlacedText, placed_texts

ALL = list(placed_texts("japanese", "english", "held_out"))


@pytest.mark.parametrize("sample", ALL, ids=lambda sample: sample.name)
def test_every_line_of_a_style_finds_its_place(sample: PlacedText) -> None:
    assert sample.wrong() == []


def test_half_of_the_forty_texts_are_japanese() -> None:
    assert [len(list(placed_texts(name))) for name in ("japanese", "english")] == [20, 20]


@pytest.mark.parametrize("sample", ALL, ids=lambda sample: sample.name)
def test_what_changes_its_rank_or_is_joined_or_left_out_has_a_reason(sample: PlacedText) -> None:
    pieces = sample.first_pieces()
    assert set(pieces) == set(sample.codes)
    assert [
        sample.codes[number] for number, one in pieces.items() if sample.codes[number] in NAMED and not one.doubt
    ] == []
    joined = [piece for piece in sample.parsed().placed if piece.joiner is not None and piece.role is not Role.INTRO]
    assert all(piece.doubt for piece in joined)


CHAPTERS = """第1章　総則
第1条（目的）
定める。
第2章　窓口
第1条（窓口）
答える。
第2条（電話）
出る。
附則
第1条（施行）
公布の日から施行する。
第2条（経過）
前の例による。
"""


def test_articles_of_chapters_and_of_the_supplement_keep_their_rank() -> None:
    assert headings(CHAPTERS) == ["目的", "窓口", "電話", "附則", "施行", "経過"]
    assert [clause.in_part for clause in parse(CHAPTERS).clauses] == [False, False, False, True, True, True]


def test_notes_name_the_lines_that_have_no_place_of_their_own() -> None:
    with translation.override("en"):
        notes = [note.text for note in parse(CHAPTERS).notes]
        assert f"Line 1, 4: {Doubt.CHAPTER.words}" in notes
        assert f"Line 9: {Doubt.PART.words}" in notes


def test_rows_of_a_table_become_a_table_between_the_text_around_it() -> None:
    clause = parse(
        "1. 目的\n次の表です。\n方\t項目\nお客様\t氏名\n応募者\t履歴書\n以上です。\n2. 窓口\n係です。\n"
    ).clauses[0]
    assert clause.lead == ["次の表です。"]
    assert clause.tables == [[["方", "項目"], ["お客様", "氏名"], ["応募者", "履歴書"]]]
    assert clause.closing == ["以上です。"]


def test_a_title_may_end_in_a_bracket() -> None:
    assert (
        parse("個人情報管理規程（見本）\n第1条（目的）\n定める。\n第2条（窓口）\n答える。\n").title
        == "個人情報管理規程（見本）"
    )
