"""The site's search finds a product by whatever its page shows, and by parts of its part numbers."""

from typing import Any

import pytest
from django.test import Client

from cluster_cms.text.near_names import beginnings
from products.models import Application, Family, PartNumber, Product, Property
from products.public.search_text import shown_text
from tests.search.test_search_page import addresses, search


def found(visitor: Client, language: str, words: str) -> list[str]:
    return [address.rstrip("/").rsplit("/", 1)[-1] for address in addresses(search(visitor, language, words))]


@pytest.mark.parametrize(
    "language, words, expected",
    [
        ("ja", "球状シリカ", ["cx-120", "cx-210"]),
        ("en", "spherical silica", ["cx-120", "cx-210"]),
        ("ja", "熱伝導率 3.2 W/mK", ["cx-330"]),
        ("ja", "168℃", ["cx-210"]),
        ("ja", "ＣＸ－３３", ["cx-330"]),
        ("en", "cx209", ["cx-210"]),
        ("ja", "PDー1ーH", ["pulsedrop-1"]),
        ("en", "pulse drop 9", ["pulsedrop-9"]),
        ("en", "mPas 0.9", []),
        ("en", "0.9Pas", ["cx-120"]),
    ],
)
def test_a_product_is_found_by_what_its_page_shows(
    visitor: Client, language: str, words: str, expected: list[str]
) -> None:
    products = [key for key in found(visitor, language, words) if Product.objects.filter(key=key).exists()]
    assert sorted(products) == expected


@pytest.mark.django_db
def test_no_sentence_of_a_product_ends_twice(language: str) -> None:
    texts = [shown_text(product, language) for product in Product.objects.all()]
    assert texts
    assert not [text for text in texts if "。。" in text or ".;" in text]


def test_a_part_number_is_found_by_three_characters_from_the_start_of_each_part() -> None:
    assert list(beginnings("AB-12C")) == ["AB-1", "AB-12", "AB-12C", "AB1", "AB12", "AB12C", "12C", "12C"]


def test_what_is_only_found_by_a_beginning_shows_the_summary(visitor: Client) -> None:
    html = search(visitor, "ja", "CX-33")
    assert "CX-330-1K" not in html
    assert "電気は通さず、熱だけを逃がす。" in html


@pytest.mark.parametrize("model, key", [(Property, "filler"), (Application, "optics"), (Family, "epoxy-compounds")])
def test_pages_are_indexed_anew_when_a_record_they_name_changes(
    visitor: Client, django_capture_on_commit_callbacks: Any, model: type[Any], key: str
) -> None:
    record = model.objects.get(key=key)
    record.name_ja = "新名称"
    with django_capture_on_commit_callbacks(execute=True):
        record.save()
    assert "cx-210" in found(visitor, "ja", "新名称")


def test_pages_are_indexed_anew_when_their_product_is_published(
    visitor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    product: Any = Product.objects.get(key="cx-210")
    product.part_numbers.add(PartNumber(number="QZ-77"))
    with django_capture_on_commit_callbacks(execute=True):
        product.save_revision().publish()
    assert "cx-210" in found(visitor, "ja", "QZ7")
