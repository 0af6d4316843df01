"""`make bench`: the finder with 300 products of 30 properties, from a kept catalogue and after a change."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import partial

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cluster_cms.security.accounts import User
from home.demo.bulk_pages import add_children
from products.models import Application, Family, FamilyProperty, Product, Property, PropertyValue
from products.pages import FamilyPage, ProductPage
from tests.bench.measuring import record, row, several

PRODUCTS, PROPERTIES, AIM = 300, 30, 200  # milliseconds
QUERIES_AT_MOST = 90
QUESTIONS = {
    "all": "/products/",
    "a range": "/products/?bench-1-max=150",
    "use, family and three ranges": "/products/?family=bench&use=optics&bench-1-min=1&bench-2-max=250&bench-3-min=20",
    "nothing found": "/products/?bench-1-min=900&bench-2-min=900&use=medical",
    "last page": "/products/?page=13",
}


def fill() -> None:
    """Create a family with its products and their Japanese pages."""
    family = Family.objects.create(key="bench", name_ja="測定", name_en="Bench")
    properties = Property.objects.bulk_create(
        Property(
            key=f"bench-{number}",
            name_ja=f"物性{number}",
            name_en=f"Property {number}",
            unit_family="pressure",
            unit="GPa",
            in_finder=True,
        )
        for number in range(PROPERTIES)
    )
    FamilyProperty.objects.bulk_create(FamilyProperty(family=family, property=one) for one in properties)
    products = Product.objects.bulk_create(
        Product(key=f"bench-{number}", name_ja=f"製品{number}", name_en=f"Item {number}", family=family)
        for number in range(PRODUCTS)
    )
    values = [
        PropertyValue(product=product, property=one, typical=Decimal(place + number), condition_ja="25 ℃")
        for place, product in enumerate(products)
        for number, one in enumerate(properties)
    ]
    PropertyValue.objects.bulk_create(values)
    uses = list(Application.objects.all())
    through = Product.applications.through
    through.objects.bulk_create(
        through(product=product, application=uses[place % len(uses)]) for place, product in enumerate(products)
    )
    add_pages(family, products)


def add_pages(family: Family, products: list[Product]) -> None:
    near = FamilyPage.objects.filter(locale__language_code="ja").first()
    assert near
    author = User.objects.filter(is_active=True).first()
    assert author
    add_children(near.get_parent(), [FamilyPage(title="測定", slug="bench", family=family)], author)
    parent = FamilyPage.objects.get(family=family)
    add_children(parent, [ProductPage(title=one.name_ja, slug=one.key, product=one) for one in products], author)


@contextmanager
def bounded() -> Iterator[None]:
    """Raise AssertionError when a block asks the database more often than is needed at any size."""
    with CaptureQueriesContext(connection) as queries:
        yield
    print(f"{len(queries)} queries")
    assert len(queries) <= QUERIES_AT_MOST


def changed(visitor: Client, address: str) -> None:
    """Ask after something public was changed: the catalogue is read anew."""
    Product.objects.filter(key="bench-1").update(sort_order=1)
    visitor.get(address)


def test_finder(database: None, visitor: Client) -> None:
    fill()
    slowest, anew = [0.0], [0.0]
    for address in QUESTIONS.values():
        visitor.get(address)  # makes the renditions
        with bounded():
            changed(visitor, address)
        took = several(partial(visitor.get, address))
        slowest = max(slowest, took, key=statistics.median)
        anew = max(anew, several(partial(changed, visitor, address)), key=statistics.median)
    name = f"finder, {PRODUCTS} products of {PROPERTIES} properties"
    assert f"{PRODUCTS + 10}" in visitor.get("/products/").text
    record(row(f"{name}, slowest question", [one * 1000 for one in slowest], AIM, unit="ms"))
    record(row(f"{name}, after a change", [one * 1000 for one in anew], AIM, unit="ms"))
