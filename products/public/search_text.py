"""What the search finds a product by: what its page shows in one language, and other forms in which that is typed."""

import re
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import override

from cluster_cms.pages.languages import paired
from cluster_cms.text.near_names import beginnings
from products.catalogue.entries import Measured
from products.catalogue.figures import NO_BREAK, value_text
from products.catalogue.loading import measured
from products.models import Product, PropertyValue
from products.text.units import UNITS

SEPARATORS = {"ja": "。", "en": "; "}
RELATIONS = ("product__family", "product__applications", "product__part_numbers", "product__values__property")
CAMEL_CASE = re.compile("(?<=[a-z])(?=[A-Z])")


def shown_text(product: Product, language: str) -> str:
    """Return name, family, applications, status, part numbers and properties as the page of a product shows them."""
    with override(language):
        status = str(product.get_status_display())
    parts = [paired(product, "name", language), paired(product, "summary", language)]
    parts += [paired(product.family, "name", language), status]
    parts += [paired(use, "name", language) for use in product.applications.all()]
    parts += [f"{one.number} {paired(one, 'option', language)}".strip() for one in product.part_numbers.all()]
    parts += [value_line(value, language) for value in product.values.all()]
    return SEPARATORS[language].join(part.rstrip("。.") for part in parts if part)


def value_line(value: PropertyValue, language: str) -> str:
    """Return a value with name, symbol, condition and test method of its property."""
    what = value.property
    parts = [paired(what, "name", language), what.symbol, figures(measured(value), unit_of(value), language)]
    return " ".join(filter(None, [*parts, paired(value, "condition", language), value.method]))


def figures(value: Measured, unit: str, language: str) -> str:
    """Return a value with its unit behind every number: the typical one and its limits, else the range or words."""
    known = [value]
    if value.typical is not None and (value.minimum is not None or value.maximum is not None):
        known.append(replace(value, typical=None))
    return ", ".join(f"{value_text(one, language)} {unit}".strip() for one in known)


def unit_of(value: PropertyValue) -> str:
    return "" if value.property.unit == "1" else value.property.unit


def other_forms(product: Product) -> str:
    """Return what else visitors type: keys, beginnings of part numbers, plain units, Pulse Drop, JISK6911."""
    forms = {
        product.key,
        product.family.key,
        CAMEL_CASE.sub(" ", product.name_ja),
        CAMEL_CASE.sub(" ", product.name_en),
    }
    forms |= {beginning for one in product.part_numbers.all() for beginning in beginnings(one.number)}
    forms |= {form for value in product.values.all() for form in plain_values(value)}
    forms |= {value.method.replace(" ", "") for value in product.values.all()}
    return SEPARATORS["ja"].join(sorted(forms))


def plain_values(value: PropertyValue) -> Iterator[str]:
    """Yield the figures with units that mean the same, each also without its marks: W/(m·K) as W/mK."""
    known, unit = UNITS.get(value.property.unit_family, {}), unit_of(value)
    for same in (one for one, factor in known.items() if unit and factor == known.get(unit)):
        for spelled in dict.fromkeys((same, re.sub("[·()]", "", same))):
            yield figures(measured(value), spelled, "en").replace(NO_BREAK, "")
