"""Documents, news and tables name products: both sides show it, and a figure stands in one place."""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from wagtail.blocks.struct_block import StructBlockValidationError

from cluster_cms.blocks.tables import QuotingRowBlock
from home.models import CompanyPage, NewsPage
from library.models import LibraryDocument
from products.models import Product, PropertyValue

EPOXY = "/business-outline/epoxy-compounds/"


def cx_210() -> Product:
    return Product.objects.get(key="cx-210")


def set_typical(product: str, quantity: str, number: str) -> None:
    PropertyValue.objects.filter(product__key=product, property__key=quantity).update(typical=number)


def row(**given: Any) -> Any:
    block = QuotingRowBlock()
    return block, block.to_python({"heading": "", "text": "", "product": None, "quantity": "", **given})


@pytest.mark.parametrize("prefix, words", [("", "第3版"), ("/en", "Revision 3")])
def test_a_product_offers_its_documents_with_type_and_revision(visitor: Client, prefix: str, words: str) -> None:
    page = visitor.get(f"{prefix}/products/epoxy-compounds/cx-210/").text.partition('id="documents"')[2]
    assert all(text in page for text in (words, "PDF", f"{prefix}/documents/cx-210-data-sheet/latest/"))
    assert "pulsedrop-1-outline" not in page


def test_hidden_documents_and_drafts_of_news_are_not_on_a_product(visitor: Client) -> None:
    LibraryDocument.objects.filter(name="cx-210-data-sheet").update(shown=False)
    NewsPage.objects.filter(products__key="pulsedrop-1").update(live=False)
    assert "cx-210-data-sheet" not in visitor.get("/products/epoxy-compounds/cx-210/").text
    assert 'id="news"' not in visitor.get("/products/inkjet/pulsedrop-1/").text


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_news_and_products_lead_to_each_other_in_their_language(visitor: Client, prefix: str) -> None:
    product = f"{prefix}/products/inkjet/pulsedrop-1/"
    page = visitor.get(product).text.partition('id="news"')[2]
    address = page.partition('<h3><a href="')[2].partition('"')[0]
    assert address.startswith(f"{prefix}/news/")
    assert f'href="{product}"' in visitor.get(address).text


def test_a_quoted_figure_is_that_of_the_product_in_the_language_of_the_page(visitor: Client) -> None:
    assert "18 Pa·s" in visitor.get(EPOXY).text
    set_typical("cx-210", "viscosity", "19.5")
    for address, name in ((EPOXY, "粘度"), (f"/en{EPOXY}", "Viscosity")):
        page = visitor.get(address).text
        assert (name in page, "19.5 Pa·s" in page, "18 Pa·s" in page) == (True, True, False)


def test_pages_are_found_by_what_they_quote_also_after_it_changed(
    visitor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    set_typical("cx-210", "viscosity", "19.5")
    with django_capture_on_commit_callbacks(execute=True):
        cx_210().save_revision().publish()
    assert f'href="/en{EPOXY}"' in visitor.get("/en/search/", {"q": "Viscosity 19.5"}).text
    assert f'href="{EPOXY}"' not in visitor.get("/search/", {"q": "Viscosity 19.5"}).text


def test_a_row_whose_figure_is_gone_is_left_out_and_a_table_without_rows_too(visitor: Client) -> None:
    Product.objects.filter(key="cx-210").update(live=False)
    assert "CX-210の物性" in visitor.get(EPOXY).text
    assert "Pa·s" not in visitor.get(EPOXY).text
    page = CompanyPage.objects.get(slug="epoxy-compounds", locale__language_code="ja")
    quoted = {"heading": "", "text": "", "product": cx_210(), "quantity": "viscosity"}
    page.body = [("table", {"caption": "Empty-one", "rows": [quoted], "note": "Note-one"})]
    page.save_revision().publish()
    assert "-one" not in visitor.get(EPOXY).text.partition("<main")[2].replace("case-one", "")


@pytest.mark.parametrize(
    "given, field",
    [
        ({}, "heading"),
        ({"heading": "Grade"}, "text"),
        ({"product": "cx-210"}, "quantity"),
        ({"quantity": "viscosity"}, "product"),
        ({"product": "cx-210", "quantity": "viscosity", "text": "18"}, "text"),
        ({"product": "cx-210", "quantity": "nozzles"}, "quantity"),
        ({"product": "draft", "quantity": "viscosity"}, "quantity"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_at_its_field(database: None, given: dict[str, Any], field: str) -> None:
    if given.get("product") == "draft":
        Product.objects.filter(key="cx-210").update(live=False)
    chosen = {"product": cx_210().pk} if "product" in given else {}
    block, value = row(**{**given, **chosen})
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    assert field in refused.value.block_errors


def test_written_and_quoted_rows_are_accepted(database: None) -> None:
    for given in ({"heading": "Grade", "text": "CX"}, {"product": cx_210().pk, "quantity": "cte-1"}):
        block, value = row(**given)
        assert block.clean(value) == value
    with translation.override("en"):
        assert block.get_searchable_content(value)[:2] == ["Thermal expansion", "11 ppm/K"]


def test_the_preview_says_to_the_editor_which_row_is_not_shown(database: None, rf: Any) -> None:
    request = rf.get("/")
    request.is_preview = True
    table = CompanyPage._meta.get_field("body").stream_block.child_blocks["table"]
    gone = {"heading": "", "text": "", "product": None, "quantity": "viscosity"}
    value = table.to_python({"caption": "c", "rows": [gone], "note": ""})
    with translation.override("en"):
        assert "Visitors do not see this row" in table.render(value, context={"request": request})
        assert table.render(value).strip() == ""
