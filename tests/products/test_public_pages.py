"""What visitors see of the demo's products."""

import re
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cluster_cms.middleware.page_cache import cache_key
from products.catalogue.entries import Measured, Quantity
from products.models import Family, Product, PropertyValue
from products.page_making import ensure_pages
from products.pages import ProductPage
from products.public.product_data import number as product_number
from products.public.product_data import property_value
from products.public.specification import SpecificationRow
from tests.cluster_cms.pages.test_discovery import graph

CX = "/products/epoxy-compounds/cx-210/"
# What a product and a value have to state, by schema.org and what search engines ask for.
PRODUCT_SCHEMA = {"name", "sku", "mpn", "brand", "description", "image", "additionalProperty", "isRelatedTo", "url"}
VALUE_SCHEMA = {"@type", "propertyID", "name"}


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "path", ["", "epoxy-compounds/", "epoxy-compounds/cx-210/", "compare/", "compare/?item=cx-120&item=cx-210"]
)
def test_pages_answer_in_both_languages(visitor: Client, prefix: str, path: str) -> None:
    page = visitor.get(f"{prefix}/products/{path}")
    assert page.status_code == 200
    assert "CX-210" in page.text


def test_a_question_is_led_to_its_clean_address(visitor: Client) -> None:
    answer = visitor.get("/products/?viscosity-max=３０&use=optics&cte-1-min=")
    assert (answer.status_code, answer["Location"]) == (302, "/products/?use=optics&viscosity-max=30")
    assert visitor.get(answer["Location"]).status_code == 200


def test_wrong_limits_are_kept_and_marked_at_the_field(visitor: Client) -> None:
    page = visitor.get("/products/", {"cte-1-max": '"><script>abc'}).text
    assert 'value="&quot;&gt;&lt;script&gt;abc"' in page
    assert 'aria-invalid="true" aria-describedby="cte-1-error1"' in page
    assert "<title>エラー" in page


def test_the_clean_addresses_may_be_kept_by_the_page_cache() -> None:
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/products/", "wsgi.url_scheme": "https"}
    for query in ("use=optics&cte-1-max=15", "item=a&item=b&rows=different", "family=x&page=2"):
        assert cache_key({**environ, "QUERY_STRING": query})
    assert cache_key({**environ, "QUERY_STRING": "utm_source=x"}) is None


def test_a_discontinued_product_stays_and_names_its_successor(visitor: Client) -> None:
    page = visitor.get("/products/epoxy-compounds/cx-100/").text
    assert "この製品の製造は終わりました" in page
    assert 'href="/products/epoxy-compounds/cx-120/"' in page
    assert "for=sample" not in page


def test_words_and_figures_that_no_finder_asks_for_are_shown_too(visitor: Client) -> None:
    assert "球状シリカ" in visitor.get(CX).text
    assert "14.5" in visitor.get("/products/compare/?item=cx-210&item=cx-330").text


def test_search_engines_read_what_the_page_of_a_product_states(visitor: Client, language: str) -> None:
    address = CX if language == "ja" else f"/en{CX}"
    (product,) = [thing for thing in graph(visitor.get(address).text) if thing["@type"] == "Product"]
    assert set(product) >= PRODUCT_SCHEMA
    assert all(product.values())
    assert "offers" not in product
    assert (product["sku"], product["mpn"], product["url"]) == (
        "cx-210",
        "CX-210-100G",
        f"{settings.SITE_URL}{address}",
    )
    assert product["image"].startswith(f"{settings.SITE_URL}/media/images/")
    shrinkage = next(one for one in product["additionalProperty"] if one["propertyID"] == "shrinkage")
    assert VALUE_SCHEMA | {"value", "maxValue", "unitText", "measurementTechnique"} <= set(shrinkage)
    assert (shrinkage["value"], shrinkage["maxValue"], shrinkage["unitText"]) == (0.12, 0.15, "%")
    assert all(set(one) >= VALUE_SCHEMA for one in product["additionalProperty"])
    assert all(set(one) == {"@type", "name", "url"} for one in product["isRelatedTo"])


@pytest.mark.parametrize(
    "number, written", [("0", 0), ("0.120", 0.12), ("1E+4", 10_000), ("-40.00", -40), (None, None)]
)
def test_numbers_are_numbers_in_structured_data(number: str | None, written: float | None) -> None:
    assert product_number(None if number is None else Decimal(number)) == written


def test_a_zero_is_stated_as_a_value() -> None:
    row = SpecificationRow(Quantity("loss", {}, "%"), "Loss", "", "0 %", ("", "0", ""), True, "", "")
    stated = property_value(row, {"loss": Measured(typical=Decimal(0))})
    assert stated == {"@type": "PropertyValue", "propertyID": "loss", "name": "Loss", "value": 0, "unitText": "%"}


def test_a_product_asks_with_its_key(visitor: Client) -> None:
    page = visitor.get(CX).text
    assert "?about=cx-210&amp;for=sample" in page
    assert "?about=cx-210&amp;for=quote" in page


def test_an_unknown_product_is_404_with_what_may_be_meant(visitor: Client) -> None:
    for address in ("/products/epoxy-compounds/cx210/", "/products/nothing/CX-209/", "/products/cx-210/"):
        page = visitor.get(address)
        assert page.status_code == 404
        assert f'href="{CX}"' in page.text


def test_a_fifth_product_is_named(visitor: Client) -> None:
    keys = ["cx-100", "cx-120", "cx-210", "cx-330", "mm-08"]
    page = visitor.get("/products/compare/?" + "&".join(f"item={key}" for key in keys)).text
    assert re.search(r"並べられるのは四つまでです。MM-08", page)


def test_a_product_that_is_taken_back_is_gone_and_comes_back(visitor: Client) -> None:
    product = Product.objects.get(key="cx-210")
    product.unpublish()
    assert visitor.get(CX).status_code == 404
    product.save_revision().publish()
    assert visitor.get(CX).status_code == 200


def test_pages_are_made_once_and_follow_their_family(visitor: Client) -> None:
    product = Product.objects.get(key="cx-210")
    product.family = Family.objects.get(key="inkjet")
    product.save()
    pages = ensure_pages(product)
    assert [page.url for page in pages] == ["/products/inkjet/cx-210/", "/en/products/inkjet/cx-210/"]
    assert ProductPage.objects.filter(product=product).count() == 2
    assert len({page.translation_key for page in pages}) == 1


def queries(client: Client, address: str) -> int:
    client.get(address)  # pictures are rendered once
    Product.objects.update(sort_order=1)  # what was kept is thrown away
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_queries_do_not_grow_with_the_products(visitor: Client) -> None:
    addresses = ("/products/", "/products/?family=epoxy-compounds", "/products/compare/?item=cx-120&item=cx-210", CX)
    before = [queries(visitor, address) for address in addresses]
    first = Product.objects.get(key="cx-210")
    for number in range(12):
        copy = Product.objects.create(key=f"copy-{number}", family=first.family, name_ja="写し", name_en="Copy")
        values = first.values.values("property_id", "minimum", "typical", "maximum")
        PropertyValue.objects.bulk_create(PropertyValue(product=copy, **value) for value in values)
        ensure_pages(copy)
    assert [queries(visitor, address) for address in addresses] <= [count + 1 for count in before]
