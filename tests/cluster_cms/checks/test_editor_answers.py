"""The editor asks what is wrong with the texts in its form, and nothing is stored."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cluster_cms.checks.house_terms import HouseTerm
from cluster_cms.security.accounts import User
from products.models import Product
from tests.home.making import company_page, home

ADDRESS = "/admin/pages/writing/home/companypage/?language=ja"
CONTACT = "/admin/pages/writing/contact/contactpage/?language=ja"
PRODUCT = "/admin/pages/writing/products/product/?language=ja"


def form(**fields: Any) -> Any:
    body = streamfield([("text", rich_text('<p data-block-key="aaaaa">㈱山田の<b>ﾈｼﾞ</b></p>'))])
    return nested_form_data({"title": "会社概要", "lead": "部品を作ります。", "body": body, **fields})


def test_findings_are_told_with_their_place_and_correction(
    signed_in: Callable[[User], Client], marketing: User
) -> None:
    before = Revision.objects.count()
    answer = signed_in(marketing).post(ADDRESS, form()).json()
    assert answer["count"] == 2
    assert 'data-field="body-0-value"' in answer["html"]
    assert 'data-block="aaaaa" data-start="0" data-end="1" data-found="㈱" data-correction="株式会社"' in answer["html"]
    assert Revision.objects.count() == before


def test_words_of_the_company_are_checked(signed_in: Callable[[User], Client], marketing: User) -> None:
    HouseTerm.objects.create(word="世界一", use_instead="", language="ja")
    answer = signed_in(marketing).post(ADDRESS, form(title="世界一のお問合せ", body=streamfield([]))).json()
    assert answer["count"] == 2
    assert 'data-correction="お問い合わせ"' in answer["html"]


@pytest.mark.parametrize("body", [{}, {"body-count": "x"}, {"body-count": "9"}])
def test_what_cannot_be_read_is_refused_in_words(
    signed_in: Callable[[User], Client], marketing: User, body: dict[str, str]
) -> None:
    answer = signed_in(marketing).post(ADDRESS, {"title": "会社概要", **body})
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_only_who_may_edit_pages_is_answered(
    signed_in: Callable[[User], Client], visitor: Client, desk: User, legal: User
) -> None:
    assert signed_in(legal).post(ADDRESS, form()).status_code == 200
    assert signed_in(desk).post(ADDRESS, form()).status_code == 302
    assert "/login/" in visitor.get(ADDRESS)["Location"]


def test_other_models_have_no_texts_to_check(signed_in: Callable[[User], Client], marketing: User) -> None:
    for kind in ("home/nothing", "cluster_cms/user"):
        assert signed_in(marketing).post(f"/admin/pages/writing/{kind}/", form()).status_code == 404


def questions(*labels: str, **more: Any) -> Any:
    rows = [{"label": label, "help_text": "", "choices": "", "units": ""} for label in labels]
    fields = {"title": "お問い合わせ", "intro": "担当者がお答えします。", "thanks": rich_text("")}
    return nested_form_data({**fields, "questions": inline_formset(rows)}) | more


def test_questions_of_a_form_are_read_where_they_stand(signed_in: Callable[[User], Client], marketing: User) -> None:
    client = signed_in(marketing)
    answer = client.post(CONTACT, questions("用途", "ﾒｰｶｰ名", "㈱の名前", **{"questions-2-DELETE": "1"})).json()
    assert 'data-field="questions-1-label"' in answer["html"]
    assert 'data-correction="メーカー"' in answer["html"]
    assert "questions-2" not in answer["html"]


@pytest.mark.parametrize("number", ["x", "", "99999999999"])
def test_a_number_of_rows_that_no_form_sends_is_refused(
    signed_in: Callable[[User], Client], marketing: User, number: str
) -> None:
    sent = questions("用途", **{"questions-TOTAL_FORMS": number})
    assert signed_in(marketing).post(CONTACT, sent).status_code == 400


def product(**fields: str) -> Any:
    value = {"text_ja": "", "text_en": "", "condition_ja": "", "condition_en": "", "method": "", **fields}
    texts = {"key": "nb-1", "name_ja": "基板", "name_en": "Board", "summary_ja": "", "summary_en": ""}
    return nested_form_data({**texts, "values": inline_formset([value]), "part_numbers": inline_formset([])})


def test_values_of_a_product_are_read_in_their_language(signed_in: Callable[[User], Client], marketing: User) -> None:
    house_words = [("お客様", "ja"), ("world's best", "en")]
    for word, language in house_words:
        HouseTerm.objects.create(word=word, use_instead="", language=language)
    sent = product(condition_ja="お客様の条件、world's best", condition_en="world's best, お客様")
    html = signed_in(marketing).post(PRODUCT, sent).json()["html"]
    assert 'data-field="values-0-condition_ja" data-block="" data-start="0" data-end="3"' in html
    assert 'data-field="values-0-condition_en" data-block="" data-start="0" data-end="12"' in html
    assert html.count('data-field="values-0') == 2


def test_only_who_may_edit_products_is_answered(
    signed_in: Callable[[User], Client], visitor: Client, desk: User, legal: User
) -> None:
    for other in (desk, legal):
        assert signed_in(other).post(PRODUCT, product()).status_code == 302
    assert "/login/" in visitor.get(PRODUCT)["Location"]


def test_the_editor_of_a_product_knows_where_to_ask(signed_in: Callable[[User], Client], marketing: User) -> None:
    editor = f"/admin/snippets/products/product/edit/{Product.objects.earliest('pk').pk}/"
    for address in (editor, "/admin/snippets/products/product/add/"):
        assert f'data-writing="{PRODUCT}"' in signed_in(marketing).get(address).content.decode()


def test_a_pasted_text_is_told_what_to_correct(signed_in: Callable[[User], Client], marketing: User) -> None:
    content = "<p>㈱山田の<b>ﾈｼﾞ</b>です。</p>"
    answer = signed_in(marketing).post("/admin/clipboard/", content, content_type="text/html").json()
    assert "<q>㈱</q> → 株式会社" in answer["preview"]
    assert "<q>ﾈｼﾞ</q> → ネジ" in answer["preview"]


def test_markup_in_a_text_is_shown_as_text(signed_in: Callable[[User], Client], marketing: User) -> None:
    answer = signed_in(marketing).post(ADDRESS, form(title='㈱<img src="x">')).json()
    assert "<img" not in answer["html"]


def test_the_editor_of_a_new_and_of_an_old_page_knows_where_to_ask(
    signed_in: Callable[[User], Client], marketing: User
) -> None:
    client, parent = signed_in(marketing), home("en")
    for address in (f"/admin/pages/add/home/companypage/{parent.pk}/", f"/admin/pages/{company_page().pk}/edit/"):
        shown = client.get(address).content.decode()
        assert f'data-writing="{ADDRESS[:-2]}{"en" if "/add/" in address else "ja"}"' in shown
        assert "set-privacy" not in shown


def test_only_the_frame_of_the_editor_holds_the_bar_of_the_checks(
    signed_in: Callable[[User], Client], marketing: User
) -> None:
    page, client = company_page(), signed_in(marketing)
    for address in ("/trial/", "/trial/?in_preview_panel=true"):
        assert "wagtail-userbar" not in client.get(address).content.decode()
    changed = {"title": "x", "slug": "trial", "lead": "", "body": streamfield([]), "comments": inline_formset([])}
    preview = f"/admin/pages/{page.pk}/edit/preview/"
    assert client.post(preview, nested_form_data(changed)).json()["is_valid"]
    assert "wagtail-userbar" in client.get(f"{preview}?in_preview_panel=true").content.decode()
    assert "wagtail-userbar" not in client.get(preview).content.decode()
