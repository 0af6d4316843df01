"""One product as finder, lists and comparison see it: plain data in both languages, read once for all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

Texts = Mapping[str, str]  # by language
Span = tuple[Decimal, Decimal]  # the least and the greatest of some numbers


@dataclass(frozen=True)
class Quantity:
    """A property as the dictionary of properties states it."""

    key: str
    names: Texts
    unit: str  # as it is printed; empty for numbers without a unit and for words
    in_finder: bool = False
    definitions: Texts = field(default_factory=dict)
    symbol: str = ""
    unit_family: str = ""


@dataclass(frozen=True)
class Measured:
    """A value of a product, in the unit of its property; words where nothing is measured."""

    minimum: Decimal | None = None
    typical: Decimal | None = None
    maximum: Decimal | None = None
    texts: Texts = field(default_factory=dict)
    conditions: Texts = field(default_factory=dict)
    method: str = ""

    @property
    def is_tolerance(self) -> bool:
        """Return whether the range is even about zero: ±2 is compared by its size, 2."""
        return self.maximum is not None and self.maximum > 0 and self.minimum == -self.maximum

    @property
    def low(self) -> Decimal | None:
        """Return the lowest value that is stated; None where only an upper limit is."""
        if self.is_tolerance:
            return self.maximum
        return self.typical if self.minimum is None else self.minimum

    @property
    def high(self) -> Decimal | None:
        """Return the highest value that is stated; None where only a lower limit is."""
        return self.typical if self.maximum is None else self.maximum

    @property
    def is_number(self) -> bool:
        return any(part is not None for part in (self.minimum, self.typical, self.maximum))

    def overlaps(self, low: Decimal | None, high: Decimal | None) -> bool:
        """Return whether the stated range and the one asked for have a value in common; an open end has no limit."""
        if not self.is_number:
            return False
        above = low is None or self.high is None or self.high >= low
        return above and (high is None or self.low is None or self.low <= high)


def span_of(value: Measured) -> Span | None:
    """Return the least and the greatest number of a value; None for words."""
    ends = [number for number in (value.low, value.high) if number is not None]
    return (min(ends), max(ends)) if ends else None


@dataclass(frozen=True)
class Entry:
    """A public product."""

    key: str
    family: str
    names: Texts
    summaries: Texts
    addresses: Texts  # of its pages, by language; only of those that are public
    status: str = "available"
    successor: str = ""
    uses: frozenset[str] = frozenset()
    part_numbers: tuple[str, ...] = ()
    picture: int | None = None
    values: Mapping[str, Measured] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """A family or an application: what products are sorted by."""

    key: str
    names: Texts
    summaries: Texts = field(default_factory=dict)
    quantities: tuple[str, ...] = ()  # of a family: the keys of its properties, in their order
    addresses: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Catalogue:
    """All public products in their order, with the families, applications and properties that they use."""

    entries: tuple[Entry, ...] = ()
    families: Mapping[str, Group] = field(default_factory=dict)
    uses: Mapping[str, Group] = field(default_factory=dict)
    quantities: Mapping[str, Quantity] = field(default_factory=dict)

    def in_language(self, language: str) -> "Catalogue":
        """Return the catalogue of the products that have a public page in a language."""
        entries = tuple(entry for entry in self.entries if language in entry.addresses)
        return Catalogue(entries, self.families, self.uses, self.quantities)

    @cached_property
    def spans(self) -> Mapping[tuple[str, str], Span]:
        """Return the least and the greatest number by family and property; under family "" those of all products."""
        found: dict[tuple[str, str], Span] = {}
        for entry in self.entries:
            for key, value in entry.values.items():
                if (own := span_of(value)) is not None:
                    for place in (("", key), (entry.family, key)):
                        low, high = found.get(place, own)
                        found[place] = min(low, own[0]), max(high, own[1])
        return found

    def find(self, key: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.key == key), None)

    def key_quantities(self, entry: Entry, count: int = 2) -> list[Quantity]:
        """Return the first measured properties of a product, in the order of its family."""
        family = self.families[entry.family]
        keys = [key for key in family.quantities if key in entry.values and entry.values[key].is_number]
        return [self.quantities[key] for key in keys[:count]]
