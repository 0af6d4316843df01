"""Products as lines of the file: what is exported, and by what a change is told from what is stored."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from products.exchange.workbook import NUMBERS, PRODUCTS, VALUES
from products.models import PartNumber, Product, PropertyValue

AMOUNTS = ("minimum", "typical", "maximum")
WORDS = ("text_ja", "text_en", "condition_ja", "condition_en", "method")
TEXTS = ("key", "name_ja", "name_en", "summary_ja", "summary_en", "status", "sort_order")


def all_lines() -> dict[str, list[dict[str, Any]]]:
    """Return the lines of all products, drafts left out: what is published."""
    products = list(
        Product.objects.select_related("family", "successor").prefetch_related("applications", "related").order_by("pk")
    )
    values, numbers = children(PropertyValue), children(PartNumber)
    found: dict[str, list[dict[str, Any]]] = {PRODUCTS: [], VALUES: [], NUMBERS: []}
    for product in products:
        found[PRODUCTS].append(product_line(product, product.applications.all(), product.related.all()))
        found[VALUES] += [value_line(product, one) for one in values[product.pk]]
        found[NUMBERS] += [number_line(product, one) for one in numbers[product.pk]]
    return found


def children(model: type[PropertyValue] | type[PartNumber]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    records: Any = model.objects.order_by("product_id", "sort_order", "pk")
    for record in records.select_related("property") if model is PropertyValue else records:
        found[record.product_id].append(record)
    return found


def product_line(product: Product, applications: Iterable[Any], related: Iterable[Any]) -> dict[str, Any]:
    return {
        **{name: getattr(product, name) for name in TEXTS},
        "family": product.family.key,
        "last_order_on": product.last_order_on,
        "successor": product.successor.key if product.successor else "",
        "applications": ", ".join(sorted(one.key for one in applications)),
        "related": ", ".join(sorted(one.key for one in related)),
    }


def value_line(product: Product, value: PropertyValue) -> dict[str, Any]:
    return {
        "product": product.key,
        "property": value.property.key,
        "unit": value.property.unit,
        **{name: amount(getattr(value, name)) for name in AMOUNTS},
        **{name: getattr(value, name) for name in WORDS},
    }


def number_line(product: Product, number: PartNumber) -> dict[str, Any]:
    texts = {name: getattr(number, name) for name in ("number", "option_ja", "option_en")}
    return {"product": product.key, **texts, "former": "yes" if number.former else ""}


def amount(number: Decimal | None) -> Decimal | None:
    """Return a stored number without idle zeros."""
    return None if number is None else Decimal(f"{number.normalize():f}")


def statement(lines: Iterable[Mapping[str, Any]], without: str = "product") -> dict[str, str]:
    """Return lines of one product as texts by their name, so that two states of it can be compared."""
    return {
        str(line.get("property") or line.get("number")): " · ".join(
            f"{name} {text}" for name, value in line.items() if name != without and (text := shown(value))
        )
        for line in lines
    }


def shown(value: Any) -> str:
    return "" if value is None else str(value)
