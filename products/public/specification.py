"""A product's own page: status in words, key figures, table of properties, part numbers, what is near."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cluster_cms.pages.languages import active_language, paired
from products.catalogue.entries import Catalogue, Entry, Measured, Quantity
from products.catalogue.figures import number_text, value_text, whole_places
from products.catalogue.loading import catalogue, with_all_values
from products.models import Product
from products.public.listing import product_rows

KEY_FIGURES = 3
MOST_RELATED = 4


@dataclass(frozen=True)
class SpecificationRow:
    """A property of the product with its value."""

    quantity: Quantity
    name: str
    definition: str
    text: str
    ends: tuple[str, str, str]  # minimum, typical, maximum
    is_number: bool
    condition: str
    method: str

    @property
    def places(self) -> int:
        return whole_places(self.text)


def product_context(product: Product) -> dict[str, Any]:
    """Return what the page of a product prints."""
    language = active_language()
    known = catalogue(language)
    shown = known.find(product.key)
    if shown is None:
        return {"product": product, "specification": []}
    (entry,) = with_all_values([shown])
    rows = specification(entry, known, language)
    return {
        "product": product,
        "entry": entry,
        "status": status(product, known, language),
        "specification": rows,
        "with_ends": any(row.ends[0] or row.ends[2] for row in rows),
        "with_conditions": any(row.condition for row in rows),
        "with_methods": any(row.method for row in rows),
        "defined": [row for row in rows if row.definition],
        "key_figures": [row for row in rows if row.is_number][:KEY_FIGURES],
        "part_numbers": part_numbers(product),
        "uses": [known.uses[key].names[language] for key in known.uses if key in entry.uses],
        "use_keys": [(key, known.uses[key].names[language]) for key in known.uses if key in entry.uses],
        "related": product_rows(related(product, entry, known), known, language),
        "can_order": product.status != "discontinued",
    }


def status(product: Product, known: Catalogue, language: str) -> dict[str, Any]:
    """Return the status: its words, the last order date, and the successor with its address if it has a page."""
    successor = product.successor
    found = known.find(successor.key) if successor else None
    return {
        "key": product.status,
        "label": product.get_status_display(),
        "last_order_on": product.last_order_on,
        "successor": paired(successor, "name") if successor else "",
        "successor_address": found.addresses[language] if found else "",
    }


def specification(entry: Entry, known: Catalogue, language: str) -> list[SpecificationRow]:
    """Return the values of a product in the order of its family, then what it has besides."""
    ordered = [*known.families[entry.family].quantities, *known.quantities]
    keys = [key for key in dict.fromkeys(ordered) if key in entry.values]
    return [specification_row(known.quantities[key], entry.values[key], language) for key in keys]


def specification_row(quantity: Quantity, value: Measured, language: str) -> SpecificationRow:
    low, typical, high = (
        "" if number is None else number_text(number) for number in (value.minimum, value.typical, value.maximum)
    )
    return SpecificationRow(
        quantity=quantity,
        name=quantity.names[language],
        definition=quantity.definitions.get(language, ""),
        text=value_text(value, language),
        ends=(low, typical, high),
        is_number=value.is_number,
        condition=value.conditions.get(language, ""),
        method=value.method,
    )


def part_numbers(product: Product) -> dict[str, list[dict[str, str]]]:
    """Return the part numbers that can be ordered, and former ones."""
    found: dict[str, list[dict[str, str]]] = {"current": [], "former": []}
    for record in product.part_numbers.all():
        found["former" if record.former else "current"].append(
            {"number": record.number, "option": paired(record, "option")}
        )
    return found


def related(product: Product, entry: Entry, known: Catalogue) -> Iterable[Entry]:
    """Return the related products; where staff named none, the others of the family that can be ordered."""
    keys = set(product.related.values_list("key", flat=True))
    named = [other for other in known.entries if other.key in keys and other.key != entry.key]
    family = [other for other in known.entries if other.family == entry.family and other.key != entry.key]
    return (named or [other for other in family if other.status != "discontinued"])[:MOST_RELATED]
