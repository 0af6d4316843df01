"""Rows of inline panels are folded under their first words, and their texts are checked and corrected in place."""

import re

import pytest
from playwright.sync_api import expect

from cluster_cms.security.accounts import User
from contact.models import ContactQuestion
from products.models import PropertyValue
from tests.infrastructure.browser import StaffPage
from tests.infrastructure.cast import live_page
from tests.journeys.test_marketing_deletes_and_restores import look

pytestmark = pytest.mark.browser


def test_properties_of_a_product_are_a_list_that_opens_by_keyboard(staff_page: StaffPage, marketing: User) -> None:
    value = PropertyValue.objects.filter(typical__isnull=False).order_by("product_id", "sort_order")[0]
    tab = staff_page(marketing)
    tab.goto(f"/admin/snippets/products/product/edit/{value.product_id}/")
    row = tab.locator("#id_values-FORMS > div").first
    expect(row.locator("[data-row-words]")).to_contain_text(value.product.values.all()[0].property.name_ja)
    expect(tab.locator("#id_values-FORMS input:visible")).to_have_count(0)
    assert "00000" not in tab.locator("#id_values-FORMS").inner_text()
    look(tab, "product-folded")
    row.locator("[data-panel-toggle]").press("Enter")
    expect(row.locator("[name$=-minimum]")).to_be_visible()
    row.locator("[name$=-minimum]").fill("-12.5")
    expect(row.locator("[data-row-words]")).to_contain_text("-12.5")
    tab.locator("#id_values-ADD").click()
    expect(tab.locator("#id_values-FORMS > div").last.locator("[name$=-minimum]")).to_be_visible()
    look(tab, "product-open")


def test_a_question_with_a_fault_is_corrected_by_one_press(staff_page: StaffPage, marketing: User) -> None:
    page = live_page("contact.contactpage")
    ContactQuestion.objects.create(page=page, label="ﾒｰｶｰ名", kind="text", sort_order=99)
    tab = staff_page(marketing)
    tab.goto(f"/admin/pages/{page.pk}/edit/")
    look(tab, "questions-folded")
    tab.locator("[data-side-panel-toggle=checks]").click()
    finding = tab.locator("[data-writing-findings] [data-field$=-label]")
    expect(finding.locator("[data-writing-place]")).to_have_text(
        re.compile("^追加の質問 › 質問 \\d+ ﾒｰｶｰ名 · 一行の文章 › 質問$")
    )
    look(tab, "questions-checked")
    finding.locator("[data-writing-correct]").click()
    row = tab.locator("#id_questions-FORMS > div").last
    expect(row.locator("[name$=-label]")).to_have_value("メーカー名")
    expect(row.locator("[name$=-label]")).to_be_visible()
    expect(finding).to_have_count(0)
    look(tab, "question-open")
