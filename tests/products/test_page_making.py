"""Publishing a product makes its pages, another family moves them, and taking it down takes them down."""

import pytest
from django.test import Client

from products.models import Family, Product
from products.pages import ProductPage


@pytest.fixture
def product(database: None) -> Product:
    """A product that was just published."""
    family = Family.objects.get(key="inkjet")
    made = Product(key="nb-1", name_ja="新製品", name_en="Novel", family=family, live=False)
    made.save()
    made.save_revision().publish()
    return Product.objects.get(pk=made.pk)


def statuses(client: Client, path: str) -> list[int]:
    return [client.get(f"{prefix}/products/{path}/").status_code for prefix in ("", "/en")]


def test_a_published_product_has_a_page_in_each_language(product: Product, visitor: Client) -> None:
    assert statuses(visitor, "inkjet/nb-1") == [200, 200]
    keys = {page.translation_key for page in ProductPage.objects.filter(product=product)}
    assert len(keys) == 1, "each is the other's translation"


def test_a_product_that_is_taken_down_takes_its_pages_along_and_brings_them_back(
    product: Product, visitor: Client
) -> None:
    product.unpublish()
    assert statuses(visitor, "inkjet/nb-1") == [404, 404]
    assert not ProductPage.objects.filter(product=product, live=True).exists()
    product.save_revision().publish()
    assert statuses(visitor, "inkjet/nb-1") == [200, 200]


def test_a_product_of_another_family_moves_there(product: Product, visitor: Client) -> None:
    product.family = Family.objects.get(key="micro-moulding")
    product.save_revision().publish()
    assert statuses(visitor, "micro-moulding/nb-1") == [200, 200]
    assert ProductPage.objects.filter(product=product).count() == 2
