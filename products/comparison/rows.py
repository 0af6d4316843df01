"""The rows of a comparison: one property and one unit a row, with what differs, the least and the most."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from products.catalogue.entries import Catalogue, Entry, Measured, Quantity
from products.catalogue.figures import MISSING, middle, value_text

FEWEST, MOST = 2, 4


@dataclass(frozen=True)
class Cell:
    """What a product says about a property."""

    text: str
    is_number: bool
    condition: str  # only where the products of the row were measured under different ones
    is_least: bool = False
    is_most: bool = False

    @property
    def is_missing(self) -> bool:
        return self.text == MISSING


@dataclass(frozen=True)
class Row:
    """One property of all the products."""

    quantity: Quantity
    name: str
    condition: str  # under which all of them were measured
    cells: tuple[Cell, ...]
    differs: bool


def comparison_rows(catalogue: Catalogue, entries: Sequence[Entry], language: str) -> list[Row]:
    """Return a row for each property that one of the products has, in the order of their families."""
    families = dict.fromkeys(entry.family for entry in entries)
    ordered = [key for family in families for key in catalogue.families[family].quantities]
    others = [key for entry in entries for key in entry.values]
    keys = [key for key in dict.fromkeys(ordered + others) if any(key in entry.values for entry in entries)]
    return [comparison_row(catalogue.quantities[key], entries, language) for key in keys]


def comparison_row(quantity: Quantity, entries: Sequence[Entry], language: str) -> Row:
    values = [entry.values.get(quantity.key, Measured()) for entry in entries]
    texts = [value_text(value, language) for value in values]
    said = {value.conditions.get(language, "") for value, text in zip(values, texts, strict=True) if text != MISSING}
    shared = said.pop() if len(said) == 1 else ""
    least, most = ends(values)
    cells = tuple(
        Cell(
            text=text,
            is_number=value.is_number,
            condition="" if shared else value.conditions.get(language, ""),
            is_least=least is not None and middle(value) == least,
            is_most=most is not None and middle(value) == most,
        )
        for value, text in zip(values, texts, strict=True)
    )
    name = quantity.names.get(language, quantity.key)
    return Row(quantity, name, shared, cells, len(set(texts)) > 1)


def ends(values: Sequence[Measured]) -> tuple[Decimal | None, Decimal | None]:
    """Return the least and the most of the numbers, if two products at least have one and they differ."""
    numbers = [number for number in map(middle, values) if number is not None]
    if len(numbers) < FEWEST or min(numbers) == max(numbers):
        return None, None
    return min(numbers), max(numbers)
