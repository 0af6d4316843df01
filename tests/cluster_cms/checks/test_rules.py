"""The rules of writing catch planted faults, correct what is certain, and leave clean texts alone."""

import pytest

from cluster_cms.checks.faults import TextKind, TextPiece, WritingFinding
from cluster_cms.checks.writing_rules import corrected, findings
from tests.cluster_cms.checks.reading import TERMS, Planted, clean, planted

PLANTED = [*planted("ja"), *planted("en")]
CLEAN = [*clean("ja"), *clean("en")]


def hits(fault: Planted) -> list[WritingFinding]:
    found = findings(fault.pieces, TERMS)
    here = [one for one in found if one.piece is fault.pieces[-1] and one.fault.code == fault.code]
    return [one for one in here if one.fault.start <= fault.end and fault.start <= one.fault.end]


def test_of_200_planted_faults_195_are_caught_and_120_corrected_by_one_press() -> None:
    caught = sum(bool(hits(fault)) for fault in PLANTED)
    right = sum(any(one.corrected == fault.corrected for one in hits(fault)) for fault in PLANTED if fault.corrected)
    assert len(PLANTED) >= 200
    assert caught >= len(PLANTED) * 195 / 200
    assert right >= len(PLANTED) * 120 / 200


def test_no_certain_correction_is_wrong() -> None:
    certain = [
        (one.corrected, fault.corrected) for fault in PLANTED for one in hits(fault) if one.corrected is not None
    ]
    assert [pair for pair in certain if pair[0] != pair[1]] == []


def test_of_100_clean_texts_none_has_a_finding() -> None:
    assert len(CLEAN) >= 100
    assert [(one.words, one.fault.code) for one in findings(CLEAN, TERMS)] == []


@pytest.mark.parametrize("fault", [one for one in PLANTED if one.corrected], ids=lambda one: one.pieces[-1].text[:20])
def test_a_corrected_text_has_not_the_same_fault_again(fault: Planted) -> None:
    again = Planted((TextPiece(fault.corrected or "", fault.pieces[-1].kind, fault.pieces[-1].language),), *rest(fault))
    assert hits(again) == []


def rest(fault: Planted) -> tuple[str, int, int, None]:
    return fault.code, fault.start, fault.end, None


def test_addresses_and_names_of_files_stay_as_they_are() -> None:
    for text in ("https://example.jp/ＡＢ/2026/1/5/e-mail", "e-mail@example.jp", "2026.1.5.pdf", "nb-1_e-mail.pdf"):
        assert findings([TextPiece(text)], TERMS) == []


def test_all_certain_corrections_of_a_text_are_made_at_once() -> None:
    piece = TextPiece("㈱山田の床は１２㎡、ﾈｼﾞは2026/1/5に届きます。。")
    assert corrected(piece.text, findings([piece])) == "株式会社山田の床は12m²、ネジは2026年1月5日に届きます。"


def test_a_heading_may_go_up_any_number_of_levels_and_down_one() -> None:
    levels = (1, 2, 3, 4, 2, 3)
    pieces = [TextPiece(f"見出し{level}", TextKind.HEADING, level=level) for level in levels]
    assert findings(pieces) == []
    assert [one.fault.code for one in findings([*pieces[:2], pieces[3]])] == ["skipped-level"]
