"""Documents name products: the list can be asked for one, and parts of part numbers find them."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from wagtail.blocks.struct_block import StructBlockValidationError

from cluster_cms.clock import today
from cluster_cms.middleware.page_cache import cache_key
from home.blocks.evidence import CertificateBlock
from library.models import LibraryDocument
from library.public.listing import Asked, asked
from products.models import PartNumber, Product
from tests.library.samples import document, revision


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_list_is_asked_for_a_product_at_a_clean_address(visitor: Client, prefix: str) -> None:
    answer = visitor.get(f"{prefix}/documents/?product=cx-210&kind=&language=&text=")
    assert answer["Location"] == f"{prefix}/documents/?product=cx-210"
    page = visitor.get(answer["Location"]).text
    assert "cx-210-safety-data-sheet/" in page
    assert "pulsedrop-1-outline/" not in page
    assert '<option value="cx-210" selected>' in page


def test_the_clean_address_may_be_kept_by_the_page_cache() -> None:
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/documents/", "wsgi.url_scheme": "https"}
    assert cache_key({**environ, "QUERY_STRING": "kind=drawing&product=cx-210"})


def test_an_unknown_product_asks_for_all(visitor: Client) -> None:
    assert asked(QueryDict("product=nothing&kind=drawing"), []) == Asked(kind="drawing")
    assert visitor.get("/documents/?product=<b>")["Location"] == "/documents/"


def test_a_product_that_is_not_public_is_neither_offered_nor_named(visitor: Client) -> None:
    Product.objects.filter(key="cx-210").update(live=False)
    assert 'value="cx-210"' not in visitor.get("/documents/").text
    assert "/products/epoxy-compounds/cx-210/" not in visitor.get("/documents/cx-210-data-sheet/").text


def test_a_document_leads_to_its_products(visitor: Client) -> None:
    assert 'href="/en/products/epoxy-compounds/cx-120/"' in visitor.get("/en/documents/rohs-declaration/").text


@pytest.mark.parametrize("words", ["TQ-44", "ＴＱ４４", "tq448", "448-X", "QQ7", "qq7-9"])
def test_a_part_of_a_number_finds_the_document(
    visitor: Client, words: str, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        paper = document(title_en="Drawing TQ-448-X2")
        revision(paper)
        PartNumber.objects.create(product=Product.objects.get(key="mm-08"), number="QQ7-90")
        paper.products.set(Product.objects.filter(key="mm-08"))
    assert "/documents/grain-sheet/" in visitor.get("/en/search/", {"q": words}).text
    assert "/documents/grain-sheet/" in visitor.get("/en/documents/", {"text": words}).text


@pytest.mark.parametrize("days, state", [(400, "valid"), (20, "soon"), (-1, "expired"), (None, "valid")])
def test_a_certificate_of_the_library_states_its_own_day(database: None, days: int | None, state: str) -> None:
    paper = document()
    last = None if days is None else today() + timedelta(days=days)
    revision(paper, expires_on=last)
    row = CertificateBlock().to_python({"standard": "ISO 9001", "document": paper.pk, "until": None})
    assert (row.state, row.last_day) == (state, last)


def test_a_certificate_whose_document_is_hidden_or_withdrawn_says_so(database: None) -> None:
    paper = document(shown=False)
    revision(paper)
    bare = document("bare")
    for one in (paper, bare):
        assert CertificateBlock().to_python({"standard": "ISO 9001", "document": one.pk}).state == "withdrawn"


def test_a_day_beside_a_document_is_refused(database: None) -> None:
    paper = LibraryDocument.objects.get(name="rohs-declaration")
    given = {"standard": "s", "scope": "s", "number": "1", "body": "b", "document": paper.pk}
    block = CertificateBlock()
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python({**given, "until": "2030-01-01"}))
    assert set(refused.value.block_errors) == {"until"}
    assert block.clean(block.to_python(given)).last_day
