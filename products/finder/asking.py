"""What a visitor asks the finder: read from the address, checked, and written back in one clean form.

An address names families and uses by their keys, and limits as `KEY-min` and `KEY-max` in the unit that is printed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from products.catalogue.entries import Catalogue, Quantity
from products.text.units import NoNumber, WrongUnit, number_of

FAMILY, USE = "family", "use"
LOW, HIGH = "min", "max"
LONGEST = 40  # characters of a limit
Words = str | Promise


@dataclass(frozen=True)
class Limits:
    """The limits of one property; as typed beside what was understood."""

    low: Decimal | None = None
    high: Decimal | None = None
    typed: tuple[str, str] = ("", "")
    errors: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What was asked: keys of families and uses, and limits by the key of a property."""

    families: frozenset[str] = frozenset()
    uses: frozenset[str] = frozenset()
    limits: dict[str, Limits] = field(default_factory=dict)
    errors: dict[str, Words] = field(default_factory=dict)  # of choices, by the name of the field

    @property
    def has_errors(self) -> bool:
        return bool(self.errors) or any(limits.errors for limits in self.limits.values())

    def __bool__(self) -> bool:
        return bool(self.families or self.uses or self.limits)

    def without(self, name: str, key: str) -> "Asked":
        """Return what is asked when one condition is dropped: a family, a use, or the limits of a property."""
        families = self.families - {key} if name == FAMILY else self.families
        uses = self.uses - {key} if name == USE else self.uses
        limits = {one: limit for one, limit in self.limits.items() if name in (FAMILY, USE) or one != key}
        return Asked(families, uses, limits)

    def query(self) -> str:
        """Return the query of the one address under which this is found: sorted, without what is empty."""
        pairs = [(FAMILY, key) for key in sorted(self.families)] + [(USE, key) for key in sorted(self.uses)]
        return urlencode(pairs + sorted(self.limit_pairs()))

    def limit_pairs(self) -> Iterator[tuple[str, str]]:
        for key, limits in self.limits.items():
            for end, number in ((LOW, limits.low), (HIGH, limits.high)):
                if number is not None:
                    yield f"{key}-{end}", plain(number)


def plain(number: Decimal) -> str:
    """Return a number as an address holds it: without exponent and idle zeros."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def read_asked(query: QueryDict, catalogue: Catalogue) -> Asked:
    """Return what a query asks; parameters of other names are left alone."""
    errors: dict[str, Words] = {}
    chosen = {}
    for name, known in ((FAMILY, catalogue.families), (USE, catalogue.uses)):
        keys = {key for key in query.getlist(name) if key}
        chosen[name] = frozenset(keys & known.keys())
        if keys - known.keys():
            errors[name] = _("One of the choices does not exist any more. The others were kept.")
    limits = {key: read_limits(query, quantity) for key, quantity in catalogue.quantities.items() if quantity.in_finder}
    stated = {key: limit for key, limit in limits.items() if any(limit.typed)}
    return Asked(chosen[FAMILY], chosen[USE], stated, errors)


def read_limits(query: QueryDict, quantity: Quantity) -> Limits:
    """Return the limits that a query sets to a property."""
    typed = tuple(query.get(f"{quantity.key}-{end}", "").strip()[: LONGEST + 1] for end in (LOW, HIGH))
    numbers = [read_number(text, quantity) for text in typed]
    wrong = [text for text, number in zip(typed, numbers, strict=True) if text and number is None]
    errors = [wrong_number(text, quantity.unit) for text in wrong]
    low, high = numbers
    if low is not None and high is not None and low > high:
        errors.append(_("The lower limit is above the upper one. Exchange the two, or leave one of them empty."))
    return Limits(low, high, (typed[0], typed[1]), tuple(errors))


def wrong_number(text: str, unit: str) -> Words:
    """Return what is wrong with a limit, and what would be right."""
    if unit:
        message = _("“{text}” is not a number in {unit}. Write only the number, such as 12 or 0.5.")
    else:
        message = _("“{text}” is not a number. Write digits only, such as 12 or 0.5.")
    return format_lazy(message, text=text, unit=unit)


def read_number(text: str, quantity: Quantity) -> Decimal | None:
    """Return a number as people type it, in the unit of the property, also from another unit of its kind; else None."""
    if len(text) > LONGEST:
        return None
    try:
        return number_of(text, quantity.unit_family, quantity.unit)
    except NoNumber:
        return None
    except WrongUnit as wrong:
        return wrong.as_unit
