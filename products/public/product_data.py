"""What the page of a product states to search engines (schema.org/Product): no offer, for no price is published."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from cluster_cms.pages.absolute import absolute
from cluster_cms.pages.languages import active_language, paired
from cluster_cms.pages.pictures.places import PLACES, base_spec
from cluster_cms.pages.pictures.showing import one_file
from cluster_cms.pages.site_settings import CompanySettings, default_site
from cluster_cms.pages.structured_data import Data, reference, without_blanks
from products.catalogue.entries import Measured
from products.public.listing import ProductRow
from products.public.specification import SpecificationRow


def product_data(shown: Mapping[str, Any], address: str, description: str) -> Data:
    """Return a product from what its page prints (`product_context`)."""
    product, status = shown["product"], shown["status"]
    company = CompanySettings.for_site(default_site())
    brand = paired(company, "short_name") or paired(company, "name")
    numbers = [one["number"] for one in shown["part_numbers"]["current"]]
    picture = product.picture and one_file(product.picture, base_spec(PLACES["opening"], product.picture))
    successor = status["successor"] and {
        "@type": "Product",
        "name": status["successor"],
        "url": absolute(status["successor_address"]) if status["successor_address"] else "",
    }
    return without_blanks(
        {
            "@type": "Product",
            "@id": f"{absolute(address)}#product",
            "name": paired(product, "name"),
            "url": absolute(address),
            "description": description,
            "sku": product.key,
            "mpn": numbers[0] if numbers else "",
            "category": paired(product.family, "name"),
            "brand": without_blanks({"@type": "Brand", "name": brand}),
            "manufacturer": reference(),
            "image": absolute(picture.url) if picture else "",
            "additionalProperty": [property_value(row, shown["entry"].values) for row in shown["specification"]],
            "isRelatedTo": [related(row) for row in shown["related"]],
            "predecessorOf": without_blanks(successor) if successor else "",
        }
    )


def property_value(row: SpecificationRow, values: Mapping[str, Measured]) -> Data:
    """Return a value with its unit: a number, a range, or words."""
    value = values[row.quantity.key]
    stated = {
        "value": number(value.typical) if value.is_number else value.texts.get(active_language(), ""),
        "minValue": number(value.minimum),
        "maxValue": number(value.maximum),
        "unitText": row.quantity.unit,
        "measurementTechnique": row.method,
        "description": row.condition,
    }
    kept = {name: one for name, one in stated.items() if one not in (None, "")}  # a zero is a value
    return {"@type": "PropertyValue", "propertyID": row.quantity.key, "name": row.name, **kept}


def number(value: Decimal | None) -> int | float | None:
    """Return a number as JSON writes it."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def related(row: ProductRow) -> Data:
    return {"@type": "Product", "name": row.name, "url": absolute(row.address)}
