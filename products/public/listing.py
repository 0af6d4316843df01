"""Products as rows of a list: picture, name, one line, two key figures on their scales."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.images import get_image_model

from products.catalogue.entries import Catalogue, Entry, Measured, Quantity
from products.catalogue.figures import Gauge, gauge, value_text
from products.models import Product


@dataclass(frozen=True)
class KeyFigure:
    """A property by which a product is known, with its place among its family."""

    name: str
    text: str
    unit: str
    gauge: Gauge | None


@dataclass(frozen=True)
class ProductRow:
    """A product in a list, in one language."""

    key: str
    name: str
    summary: str
    address: str
    picture: Any
    status: str  # in words; empty while it is simply available
    keys: tuple[KeyFigure, ...] = ()


def status_words(status: str) -> str:
    """Return a status in words; empty for products that are simply available."""
    labels = dict(Product._meta.get_field("status").flatchoices)
    return "" if status == "available" else str(labels.get(status, status))


def pictures_of(entries: Iterable[Entry]) -> Mapping[int, Any]:
    """Return the pictures of products by id, with what has been rendered of them, by two queries."""
    wanted = {entry.picture for entry in entries if entry.picture}
    if not wanted:
        return {}
    found = get_image_model().objects.filter(pk__in=wanted).prefetch_renditions()
    return {picture.pk: picture for picture in found}


def product_rows(entries: Iterable[Entry], known: Catalogue, language: str) -> list[ProductRow]:
    """Return products as rows; the number of queries does not depend on how many there are."""
    shown = list(entries)
    pictures = pictures_of(shown)
    return [
        ProductRow(
            key=entry.key,
            name=entry.names[language],
            summary=entry.summaries[language],
            address=entry.addresses[language],
            picture=pictures.get(entry.picture or 0),
            status=status_words(entry.status),
            keys=tuple(
                key_figure(entry.values[quantity.key], quantity, entry.family, known, language)
                for quantity in known.key_quantities(entry)
            ),
        )
        for entry in shown
    ]


def key_figure(value: Measured, quantity: Quantity, family: str, known: Catalogue, language: str) -> KeyFigure:
    place = gauge(value, known.spans.get((family, quantity.key)))
    return KeyFigure(quantity.names[language], value_text(value, language), quantity.unit, place)
