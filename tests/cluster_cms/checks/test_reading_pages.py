"""The texts of a page are found wherever they stand, in the form of the editor as in the database."""

import json
from typing import Any

import pytest
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cluster_cms.checks.faults import TextKind, TextPiece
from cluster_cms.checks.page_texts import texts_of_form, texts_of_page
from cluster_cms.checks.running_texts import characters, units
from cluster_cms.checks.writing_rules import findings
from contact.pages import ContactPage
from home.models import CompanyPage
from tests.home.making import company_page

FORM = CompanyPage.get_edit_handler().get_form_class


def form_data(**fields: Any) -> Any:
    return nested_form_data({"title": "会社概要", "lead": "小さな部品を作ります。", "body": streamfield([]), **fields})


def texts(data: Any) -> dict[str, str]:
    return {piece.field: piece.text for piece in texts_of_form(FORM(), data, language="ja")}


@pytest.mark.django_db
def test_a_form_names_the_field_of_each_text_though_blocks_were_moved_and_deleted() -> None:
    rows = [("heading", {"title": "三", "note": "", "link-text": ""}), ("heading", {"title": "一", "note": ""})]
    data = form_data(body=streamfield(rows))
    data |= {"body-0-order": "1", "body-1-order": "0", "body-0-value-link-page": "", "body-1-value-link-page": ""}
    data |= {f"body-{at}-value-link-{name}": "" for at in (0, 1) for name in ("text", "address")}
    found = texts(data)
    assert (found["body-0-value-title"], found["body-1-value-title"]) == ("三", "一")
    assert list(found).index("body-1-value-title") < list(found).index("body-0-value-title")
    assert "body-0-value-title" not in texts(data | {"body-0-deleted": "1"})


@pytest.mark.django_db
def test_paragraphs_of_a_running_text_have_key_links_and_gaps() -> None:
    link = {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "/x/"}}}
    shown = [("unstyled", "𠮷田のこちら"), ("unstyled", ""), ("header-four", "図")]
    blocks = [{"key": f"key{at}", "type": kind, "text": text, "depth": 0} for at, (kind, text) in enumerate(shown)]
    for block in blocks:
        block |= {"inlineStyleRanges": [], "entityRanges": []}
    blocks[0]["entityRanges"] = [{"key": 0, "offset": 4, "length": 3}]  # as a browser counts
    data = form_data(body=streamfield([("text", json.dumps({"blocks": blocks, "entityMap": link}))]))
    pieces = [one for one in texts_of_form(FORM(), data, language="ja") if one.field.startswith("body")]
    assert [one.kind for one in pieces] == [TextKind.TEXT, TextKind.GAP, TextKind.HEADING]
    assert pieces[0].text[slice(*pieces[0].links[0])] == "こちら"
    assert [one.fault.code for one in findings(pieces)] == ["empty-link", "empty-paragraph", "skipped-level"]


def test_the_editor_counts_in_units_of_utf_16() -> None:
    assert (units("𠮷田", 1), characters("𠮷田", 2)) == (2, 1)


def test_a_stored_page_has_the_same_texts_as_its_form(database: None) -> None:
    heading = {"type": "heading", "value": {"title": "お 知 ら せ", "note": "", "link": {}}}
    text = {"type": "text", "value": "<p>㈱山田</p>"}
    page = company_page(body=json.dumps([heading, text]))
    found = [(one.fault.code, one.corrected) for one in findings(texts_of_page(page))]
    assert found == [("spread-word", "お知らせ"), ("machine-dependent", "株式会社山田")]


def test_a_page_without_any_words_lacks_a_description(database: None) -> None:
    assert [one.fault.code for one in findings(texts_of_page(company_page()))] == ["missing-description"]
    assert [one.fault.code for one in findings(texts_of_form(FORM(), form_data(lead=""), language="ja"))] == [
        "missing-description"
    ]


def test_what_no_form_sends_is_an_error() -> None:
    for data in ({"title": "x"}, form_data(body={"count": "many"}), form_data() | {"body-count": "3"}):
        with pytest.raises((KeyError, ValueError)):
            texts(data)


def test_no_page_of_the_demo_has_a_finding_but_a_missing_description(database: None) -> None:
    pages = Page.objects.live().filter(depth__gte=2, alias_of=None).specific()
    found = {(page.slug, one.fault.code) for page in pages for one in findings(texts_of_page(page))}
    assert found == {("news", "missing-description"), ("sitemap", "missing-description")}  # nobody wrote one


def test_a_text_of_its_own_language_is_read_by_the_rules_of_that() -> None:
    assert [one.fault.code for one in findings([TextPiece("The  lens", language="en")])] == ["double-blank"]


def test_questions_of_a_stored_page_are_read(contact_page: ContactPage) -> None:
    asked = [question.label for question in contact_page.questions.all()]
    found = {piece.field: piece.text for piece in texts_of_page(contact_page)}
    assert asked
    assert [found[f"questions-{at}-label"] for at in range(len(asked))] == asked
