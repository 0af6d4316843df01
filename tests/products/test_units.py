"""Numbers with units as people type them: read exactly, or refused with what would be right."""

from decimal import Decimal

import pytest

from products.text.marks import is_marked, listed
from products.text.units import NoNumber, UnitFamily, WrongUnit, number_of, spelled

LENGTH = UnitFamily.LENGTH


@pytest.mark.parametrize(
    "typed",
    ["0.3", "０．３", "0.3 µm", "0.3μm", "0.3 ㎛", "0.3um", " 0.3 ", "3e-1", "+0.3"],
)
def test_a_number_is_read_in_any_width_and_with_any_spelling_of_its_unit(typed: str) -> None:
    assert number_of(typed, LENGTH, "µm") == Decimal("0.3")


@pytest.mark.parametrize(
    "typed, number", [("1,200", 1200), ("-5", -5), ("−5", -5), ("1 200.5", "1200.5"), ("12E3", 12000)]
)
def test_grouped_and_negative_numbers_are_read(typed: str, number: object) -> None:
    assert number_of(typed, UnitFamily.COUNT, "") == Decimal(str(number))


@pytest.mark.parametrize("typed", ["", "about 3", "1.2.3", "1,2", "3–5", "1e99", "0.12345678901", "nan", "∞"])
def test_what_is_no_single_number_is_refused(typed: str) -> None:
    with pytest.raises(NoNumber):
        number_of(typed, UnitFamily.COUNT, "")


def test_another_unit_of_the_kind_is_refused_with_the_number_that_would_be_right() -> None:
    with pytest.raises(WrongUnit) as caught:
        number_of("0.3 mm", LENGTH, "µm")
    assert (caught.value.typed, caught.value.as_unit) == ("mm", Decimal(300))
    with pytest.raises(WrongUnit) as kelvin:
        number_of("300 K", UnitFamily.TEMPERATURE, "°C")
    assert kelvin.value.as_unit == Decimal("26.85")


def test_a_unit_of_another_kind_has_no_right_number() -> None:
    with pytest.raises(WrongUnit) as caught:
        number_of("3 kg", LENGTH, "µm")
    assert caught.value.as_unit is None


@pytest.mark.parametrize(
    "typed, unit", [("℃", "°C"), ("ｍＰａ・ｓ", "mPa·s"), ("g/cm3", "g/cm³"), ("W/(m・K)", "W/(m·K)"), ("Ω･cm", "Ω·cm")]
)
def test_units_are_spelled_as_usual(typed: str, unit: str) -> None:
    assert spelled(typed) == unit


def test_marks_and_lists_are_read_in_both_languages() -> None:
    assert [is_marked(text) for text in ("はい", "ＹＥＳ", "○", "", "いいえ", "maybe")] == [
        True,
        True,
        True,
        False,
        False,
        None,
    ]
    assert listed("optics、 research;medical\n") == ["optics", "research", "medical"]
