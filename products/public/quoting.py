"""Figures of products that pages quote: a property with its value, unit and condition, from the record itself."""

from cluster_cms.pages.content_stamp import per_stamp
from cluster_cms.pages.quoted_figures import Figure, FigureSource
from products.catalogue.entries import Measured, Quantity
from products.catalogue.loading import whole_catalogue, with_all_values
from products.models import Product, Property
from products.public.search_text import figures


def figure_source() -> FigureSource:
    return FigureSource(quantities, find_quoted)


@per_stamp
def quantities() -> list[tuple[str, str]]:
    """Return the keys of all properties with name and unit, in their order."""
    return [(one.key, f"{one} ({one.unit})" if one.unit else str(one)) for one in Property.objects.all()]


def find_quoted(product: Product, key: str, language: str) -> Figure | None:
    """Return what a published product states of a property; None where it states nothing."""
    return figures_of(product.key, language).get(key)


@per_stamp
def figures_of(product: str, language: str) -> dict[str, Figure]:
    """Return all figures of a published product, by the key of their property."""
    known = whole_catalogue()
    return {
        key: figure(known.quantities[key], value, language)
        for entry in with_all_values(one for one in known.entries if one.key == product)
        for key, value in entry.values.items()
    }


def figure(quantity: Quantity, value: Measured, language: str) -> Figure:
    return Figure(quantity.names[language], figures(value, quantity.unit, language), value.conditions.get(language, ""))
