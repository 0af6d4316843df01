"""Products side by side: which ones, and what a row says."""

import pytest

from products.catalogue.entries import Entry
from products.comparison.choosing import read_choice
from products.comparison.rows import comparison_rows
from tests.products.figures_of import catalogue, entry, measured


def chosen(*keys: str) -> list[Entry]:
    return [one for one in catalogue().entries if one.key in keys]


def test_a_row_says_what_differs_and_which_is_least_and_most() -> None:
    row = comparison_rows(catalogue(), chosen("cx-210", "cx-330", "cx-120"), "en")[0]
    assert [cell.text for cell in row.cells] == ["11", "15", "26"]
    assert [cell.is_least for cell in row.cells] == [True, False, False]
    assert [cell.is_most for cell in row.cells] == [False, False, True]
    assert row.differs


def test_what_is_missing_is_a_dash() -> None:
    rows = comparison_rows(catalogue(), chosen("cx-210", "mm-08"), "en")
    assert [[cell.text for cell in row.cells] for row in rows] == [["11", "—"], ["18", "—"], ["—", "±2"]]
    assert not any(cell.is_least or cell.is_most for row in rows for cell in row.cells)


def test_equal_figures_do_not_differ() -> None:
    pair = [entry("a", cte=measured(None, "11.0")), entry("b", cte=measured(None, "11"))]
    assert [row.differs for row in comparison_rows(catalogue(), pair, "en")] == [False]


def test_a_condition_that_all_share_stands_once() -> None:
    same = [entry(key, cte=measured(None, key, condition="25 °C")) for key in ("1", "2")]
    row = comparison_rows(catalogue(), same, "en")[0]
    assert (row.condition, row.cells[0].condition) == ("25 °C", "")
    other = [same[0], entry("3", cte=measured(None, "3", condition="80 °C"))]
    row = comparison_rows(catalogue(), other, "en")[0]
    assert [cell.condition for cell in row.cells] == ["25 °C", "80 °C"]


@pytest.mark.parametrize(
    "keys, query",
    [
        (["mm-08", "CX-210"], "item=cx-210&item=mm-08"),
        (["cx-210", "cx-210", " cx-330 ", ""], "item=cx-210&item=cx-330"),
        (["cx-330", "cx-120"], "item=cx-120&item=cx-330"),  # the catalogue has them the other way
    ],
)
def test_a_choice_has_one_address(keys: list[str], query: str) -> None:
    assert read_choice(keys, "", catalogue()).query() == query


def test_a_fifth_and_unknown_ones_are_named() -> None:
    many = catalogue()
    five = type(many)((*many.entries, entry("extra")), many.families, many.uses, many.quantities)
    choice = read_choice([*(one.key for one in five.entries), "zzz"], "", five)
    assert [one.key for one in choice.left_over] == ["extra"]
    assert choice.unknown == ("zzz",)
    assert len(choice.entries) == 4
