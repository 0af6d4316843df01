"""Every page of the demo, in both languages, states its data by a schema of our own for each type of schema.org."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import Page

from tests.cluster_cms.pages.test_discovery import graph

Check = Callable[[Any], object]
Schema = dict[str, Check]  # a name that ends with "?" may be left out; no other name is allowed


def is_text(value: Any) -> bool:
    return isinstance(value, str) and value == value.strip() != ""


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_value(value: Any) -> bool:
    return is_number(value) or is_text(value)


def is_address(value: Any) -> bool:
    return is_text(value) and value.startswith(f"{settings.SITE_URL}/")


def is_time(value: Any) -> object:
    """Accept a day, or a time with its zone and without parts of a second. Raises ValueError for other texts."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return date.fromisoformat(value)
    return re.fullmatch(r"[\d-]{10}T[\d:]{8}([+-]\d\d:\d\d|Z)", value) and datetime.fromisoformat(value)


def is_language(value: Any) -> bool:
    return value in ("ja", "en", ["ja", "en"])


def one(name: str) -> Check:
    return lambda value: not [*faults(value, name)]


def all_of(name: str) -> Check:
    return lambda value: isinstance(value, list) and value and all(map(one(name), value))


SCHEMAS: dict[str, Schema] = {
    "reference": {"@id": is_address},
    "Organization": {
        "@id": is_address,
        "name": is_text,
        "alternateName?": is_text,
        "url": is_address,
        "logo": is_address,
        "identifier?": lambda value: re.fullmatch(r"\d{13}", value),  # the corporate number
        "address": is_text,
        "contactPoint": one("ContactPoint"),
    },
    "ContactPoint": {
        "contactType": is_text,
        "name": is_text,
        "telephone": is_text,
        "email": lambda value: re.fullmatch(r"[^@\s]+@[^@\s]+", value),
    },
    "WebSite": {
        "@id": is_address,
        "url": is_address,
        "name": is_text,
        "inLanguage": is_language,
        "publisher": one("reference"),
    },
    "BreadcrumbList": {"itemListElement": all_of("ListItem")},
    "ListItem": {"position": is_number, "name": is_text, "item": is_address},
    "NewsArticle": {
        "headline": is_text,
        "url": is_address,
        "inLanguage": is_language,
        "datePublished": is_time,
        "dateModified": is_time,
        "description?": is_text,
        "author": one("reference"),
        "publisher": one("reference"),
    },
    "Product": {
        "@id": is_address,
        "name": is_text,
        "url": is_address,
        "description?": is_text,
        "sku": is_text,
        "mpn?": is_text,
        "category": is_text,
        "brand": one("Brand"),
        "manufacturer": one("reference"),
        "image?": is_address,
        "additionalProperty?": all_of("PropertyValue"),
        "isRelatedTo?": all_of("related"),
        "predecessorOf?": one("related"),
    },
    "related": {"name": is_text, "url?": is_address},
    "Brand": {"name": is_text},
    "PropertyValue": {
        "propertyID": is_text,
        "name": is_text,
        "value?": is_value,
        "minValue?": is_number,
        "maxValue?": is_number,
        "unitText?": is_text,
        "measurementTechnique?": is_text,
        "description?": is_text,
    },
    "FAQPage": {"mainEntity": all_of("Question")},
    "Question": {"name": is_text, "acceptedAnswer": one("Answer")},
    "Answer": {"text": is_text},
}
TYPES = {"reference": "Organization", "related": "Product"}  # as which two of the schemas above are written


def faults(thing: Any, name: str) -> Iterator[str]:
    """Yield what a thing lacks, has too much, or has in a wrong form."""
    schema = SCHEMAS[name]
    allowed = {key.rstrip("?"): check for key, check in schema.items()}
    if thing.get("@type") != TYPES.get(name, name):
        yield f"{name}: is of type {thing.get('@type')}"
    yield from (f"{name}: lacks {key}" for key in schema.keys() - thing.keys() if not key.endswith("?"))
    for key, value in thing.items():
        if key != "@type" and not (key in allowed and allowed[key](value)):
            yield f"{name}: {key} is {value!r}"


@pytest.mark.django_db
def test_what_every_page_states_follows_its_schema(visitor: Client, language: str) -> None:
    met: set[str] = set()
    for page in Page.objects.live().filter(locale__language_code=language, depth__gt=1):
        for thing in graph(visitor.get(page.relative_url(None)).text):
            assert not [*faults(thing, thing["@type"])], page.slug
            met.add(thing["@type"])
    assert met == {"Organization", "WebSite", "BreadcrumbList", "NewsArticle", "Product", "FAQPage"}


@pytest.mark.parametrize(
    "name, thing, fault",
    [
        ("Answer", {"@type": "Answer"}, "lacks text"),
        ("Answer", {"@type": "Answer", "text": " "}, "text is ' '"),
        ("Answer", {"@type": "Answer", "text": "Yes.", "author": "A"}, "author is 'A'"),
        ("Brand", {"@type": "Thing", "name": "A"}, "is of type Thing"),
        ("FAQPage", {"@type": "FAQPage", "mainEntity": []}, "mainEntity is []"),
        ("related", {"@type": "Product", "name": "A", "url": "/a/"}, "url is '/a/'"),
    ],
)
def test_a_schema_sees_what_is_wrong(name: str, thing: dict[str, Any], fault: str) -> None:
    assert [*faults(thing, name)] == [f"{name}: {fault}"]


def test_a_time_has_its_zone_and_no_parts_of_a_second() -> None:
    assert is_time("2026-12-01")
    assert is_time("2026-12-01T09:00:00+09:00")
    assert not is_time("2026-12-01T09:00:00.123456+09:00")
    assert not is_time("2026-12-01T09:00:00")
