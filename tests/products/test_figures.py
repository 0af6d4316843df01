"""How figures are printed, and where they stand on their scale."""

from decimal import Decimal

import pytest

from products.catalogue.figures import gauge, number_text, scale, value_text, whole_places
from tests.products.figures_of import catalogue, measured


@pytest.mark.parametrize(
    "number, text",
    [
        ("0.120000000", "0.12"),
        ("1E+3", "1000"),
        ("12000", "12\xa0000"),
        ("-40.0", "−40"),
        ("0", "0"),
        ("0.000000001", "0.000000001"),
    ],
)
def test_numbers_have_no_idle_zeros(number: str, text: str) -> None:
    assert number_text(Decimal(number)) == text


@pytest.mark.parametrize(
    "ends, text",
    [
        ((None, "18", None), "18"),
        (("15", "18", "22"), "18"),
        (("1", None, "50"), "1–50"),
        (("-2", None, "2"), "±2"),
        (("80", None, None), "≥\xa080"),
        ((None, None, "10"), "≤\xa010"),
        ((None, None, None), "—"),
    ],
)
def test_a_value_says_range_or_limit(ends: tuple[str | None, str | None, str | None], text: str) -> None:
    assert value_text(measured(*ends), "ja") == text


def test_a_gauge_lies_between_round_ends() -> None:
    family = catalogue().spans["resin", "cte"]
    found = gauge(measured(None, "11"), family)
    assert found is not None
    assert (family, found.low, found.high) == ((Decimal(11), Decimal(26)), "0", "30")
    assert float(found.place) < 60
    assert gauge(measured(None, "11"), (family[0], family[0])) is None


def test_spans_are_those_of_a_family_and_of_all_products() -> None:
    spans = catalogue().spans
    assert spans["resin", "flow"] == spans["", "flow"] == (Decimal(1), Decimal(42))
    assert spans["", "size"] == (Decimal(2), Decimal(2))


@pytest.mark.parametrize("low, high", [("0.12", "0.9"), ("142", "168"), ("-40", "125"), ("5", "5.001")])
def test_a_scale_holds_both_numbers(low: str, high: str) -> None:
    start, end = scale(Decimal(low), Decimal(high))
    assert start <= Decimal(low) < Decimal(high) <= end


def test_numbers_are_aligned_by_the_places_before_their_point() -> None:
    assert [whole_places(text) for text in ("0.12", "18", "−168", "14500", "±2", "1–50")] == [1, 2, 3, 4, 1, 1]
