"""The form is filled in by its address, ?about=PRODUCT&for=sample; the product stays with the inquiry."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.http import QueryDict
from django.test import Client

from cluster_cms.mail.sending import send_due_mails
from cluster_cms.middleware.page_cache import is_known
from cluster_cms.pages.freshness import stale_seconds
from contact.admin.filters import InquiryFilter
from contact.models import ExportFormat, Inquiry, InquiryTopic
from contact.pages import ContactPage
from contact.privacy.inquiry_records import full_record
from contact.public.prefilling import read_query
from contact.retention.erasure import erase_inquiry
from contact.text.answers import are_answers
from products.models import Product
from tests.contact.exports.exporting import csv_rows, exported, json_rows, xlsx_rows
from tests.contact.visit import Visit, texts

HOSTILE = '"><script>alert(1)</script>'


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query, keys, subject, left_out",
    [
        ("about=cx-210&for=sample", ["cx-210"], "sample", 0),
        ("for=quote", [], "quotation", 0),
        ("for=question&about=CX-210,cx-120", ["cx-210", "cx-120"], "products", 0),
        ("about=cx-210&about=cx-120", ["cx-210", "cx-120"], "", 0),
        ("about=&for=", [], "", 0),
        ("about=none&for=sample", [], "sample", 1),
        ("about=cx-210,none&for=SAMPLE", ["cx-210"], "sample", 1),
        ("about=cx-210&for=careers", ["cx-210"], "", 1),
        ("for=sample&for=quote", [], "", 1),
        ("about=%00&for=%F0%9F%98%80", [], "", 2),
        ("about=cx-100,cx-120,cx-210,cx-330,ml-40", ["cx-100", "cx-120", "cx-210", "cx-330"], "", 1),
    ],
)
def test_an_address_fills_in_what_exists(query: str, keys: list[str], subject: str, left_out: int) -> None:
    beforehand = read_query(QueryDict(query), "ja")
    assert beforehand
    assert [topic.key for topic in beforehand.topics] == keys
    assert (beforehand.subject, len(beforehand.left_out)) == (subject, left_out)


@pytest.mark.parametrize("path", ["/contact-us/", "/en/contact-us/"])
def test_each_content_has_one_address_that_caches_keep(visitor: Client, path: str) -> None:
    for query in ("for=sample&about=CX-210", "about=cx-210&for=sample&utm_source=x", "about=%63x-210&for=sample"):
        assert visitor.get(f"{path}?{query}")["Location"] == f"{path}?about=cx-210&for=sample"
    assert visitor.get(f"{path}?about=&for=")["Location"] == path
    page = visitor.get(f"{path}?about=cx-210&for=sample")
    assert stale_seconds(page["Cache-Control"]) > 0
    assert is_known("about=cx-210&for=sample")
    assert f'{path}"' in page.text.partition('<link rel="canonical" href="')[2].partition(">")[0]
    assert 'value="sample" id="field-subject_1" required checked' in page.text
    assert 'value="cx-210" id="field-about_0" checked' in page.text


@pytest.mark.parametrize("path, sentence", [("/contact-us/", "見つからない"), ("/en/contact-us/", "was left out")])
def test_what_does_not_exist_is_left_out_aloud_and_kept_by_no_cache(visitor: Client, path: str, sentence: str) -> None:
    page = visitor.get(path, {"about": f"cx-210,{HOSTILE}", "for": HOSTILE})
    assert (page.status_code, page["Cache-Control"]) == (200, "private, no-cache")
    assert page.text.count(sentence) == 2
    assert "alert(1)" not in page.text
    assert 'value="cx-210" id="field-about_0" checked' in page.text


def test_a_product_that_is_not_public_is_not_named(visitor: Client) -> None:
    Product.objects.get(key="cx-210").unpublish()
    page = visitor.get("/contact-us/?about=cx-210")
    assert "CX-210" not in page.text.partition("<main")[2]


def test_the_product_stays_with_the_inquiry_wherever_it_is_read(
    visit: Callable[..., Visit], language: str, desk: Any
) -> None:
    here = visit(language)
    name = Product.objects.values_list(f"name_{language}", flat=True).get(key="cx-210")
    assert name in texts(here.check(about=["cx-210"], subject="quotation", message="-"))
    inquiry = here.send_all(about=["cx-210"], subject="quotation", message="-")
    assert inquiry.answers[0]["keys"] == ["cx-210"]
    assert are_answers(inquiry.answers)
    assert name in [field.text for field in full_record(inquiry).facts]
    files = {form: exported(form, [inquiry], desk, language="ja") for form in ExportFormat}
    assert [csv_rows(files[ExportFormat.CSV])[0]["製品"], xlsx_rows(files[ExportFormat.XLSX])[0]["製品"]] == [
        name,
        name,
    ]
    assert json_rows(files[ExportFormat.JSON])[0]["about"]["keys"] == ["cx-210"]
    assert [one.pk for one in InquiryFilter({"about": "cx-210"}, Inquiry.objects.all()).qs] == [inquiry.pk]
    assert not InquiryFilter({"about": "none"}, Inquiry.objects.all()).is_valid()
    send_due_mails()
    assert ["CX-210" in message.body for message in mail.outbox] == [False, False], "mails carry the reference only"
    erase_inquiry(inquiry=inquiry, actor=desk, reason="person")
    assert not InquiryTopic.objects.exists()


def test_a_product_that_is_unticked_is_not_stored(visit: Callable[..., Visit]) -> None:
    inquiry = visit().send_all(about=[])
    assert "about" not in [answer["key"] for answer in inquiry.answers]
    assert not InquiryTopic.objects.exists()


def test_a_product_comes_back_ticked_and_one_that_went_is_given_back(visit: Callable[..., Visit]) -> None:
    here = visit()
    draft = here.draft(about=["cx-210", "cx-120"])
    assert here.send(draft, "change").text.count('name="about" value=') == 2
    product = Product.objects.get(key="cx-210")
    product.unpublish()
    again = here.send(draft, "change")
    assert again.context["unmatched_values"] == [
        f"製品: {product.name_ja}\n{Product.objects.get(key='cx-120').name_ja}"
    ]
    assert 'value="cx-120" id="field-about_0" checked' in again.text


def test_a_made_up_product_in_a_post_is_asked_about_and_not_stored(
    visit: Callable[..., Visit], contact_page: ContactPage
) -> None:
    assert visit().check(about=["none"]).context["unmatched_values"] == ["none"]
    assert visit().check(about=["cx-210", "none"]).status_code == 422
    assert not Inquiry.objects.filter(page=contact_page, topics__isnull=False).exists()
