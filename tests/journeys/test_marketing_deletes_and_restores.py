"""Marketing deletes a page with a replacement, and brings it back with its English page, in the real screens."""

import os
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from wagtail.models import Page

from cluster_cms.security.accounts import User
from home.models import CompanyPage
from tests.infrastructure.browser import StaffPage
from tests.infrastructure.cast import live_page

pytestmark = pytest.mark.browser
Axe = Callable[[Tab], None]


def look(tab: Tab, name: str) -> None:
    """Keep pictures of a screen in a wide and a narrow window, when a folder for them is named."""
    if folder := os.environ.get("SCREENS"):
        for width in (1280, 320):
            tab.set_viewport_size({"width": width, "height": 900})
            tab.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
        tab.set_viewport_size({"width": 1280, "height": 900})


def published(title: str, slug: str, english: str) -> CompanyPage:
    """Return a published page below the Japanese home page, with a published translation."""
    home = Page.objects.get(pk=live_page("home.homepage").pk)
    page = CompanyPage(title=title, slug=slug)
    home.add_child(instance=page)
    page.save_revision().publish()
    copy = page.copy_for_translation(home.get_translations().get().locale)
    copy.title = copy.slug = english
    copy.save_revision().publish()
    return page


def test_old_address_leads_on_and_the_bin_gives_back(staff_page: StaffPage, marketing: User, axe: Axe) -> None:
    old, new = published("古い装置", "古い装置", "old-device"), published("新しい装置", "shin", "new-device")
    child = CompanyPage(title="古い装置の部品", slug="buhin")
    old.add_child(instance=child)
    child.save_revision().publish()
    linking = live_page("home.homepage").get_children().type(CompanyPage).first().specific
    linking.body = [*linking.body.raw_data, {"type": "text", "value": f'<a linktype="page" id="{old.pk}">装置</a>'}]
    linking.save_revision().publish()
    tab = staff_page(marketing)
    tab.goto(f"/admin/pages/{old.pk}/delete/")
    expect(tab.locator("table.listing")).to_contain_text(linking.title)
    look(tab, "delete")
    axe(tab)
    tab.get_by_role("button", name="ページを選択").click()
    tab.locator(".modal input[name=q]").fill("新しい装置")
    tab.locator(".modal").get_by_role("link", name="新しい装置").first.click()
    expect(tab.locator(".chooser__title").first).to_contain_text("新しい装置")
    tab.get_by_role("button", name="削除する").click()
    expect(tab.locator(".messages")).to_contain_text("ごみ箱から元に戻せます")
    look(tab, "deleted")
    visitor = Client()
    assert visitor.get("/古い装置/")["Location"] == "/shin/"
    assert visitor.get("/en/old-device/")["Location"] == "/en/new-device/"
    tab.get_by_role("link", name="ごみ箱を開く").click()
    expect(tab.locator("table.listing")).to_contain_text("/古い装置/")
    look(tab, "bin")
    axe(tab)
    tab.get_by_role("link", name="元に戻す").click()
    look(tab, "restore")
    axe(tab)
    tab.get_by_role("button", name="元に戻す").click()
    expect(tab.locator(".messages")).to_contain_text("元に戻しました")
    for address in ("/古い装置/", "/古い装置/buhin/", "/en/old-device/"):
        assert visitor.get(address).status_code == 200
    assert new.pk


def test_a_row_of_a_table_is_changed_and_published_in_four_clicks(staff_page: StaffPage, marketing: User) -> None:
    page = published("装置の仕様", "siyou", "specification")
    row = {"heading": "質量", "text": "12 kg", "product": None, "quantity": ""}
    facts = [row, row | {"heading": "電源", "text": "100 V"}]
    rows = [{"type": "item", "id": f"row-{number}", "value": fact} for number, fact in enumerate(facts)]
    page.body = [{"type": "table", "value": {"caption": "仕様", "rows": rows, "note": ""}}]
    page.save_revision(user=marketing, log_action=True)  # the dashboard lists drafts
    tab = staff_page(marketing)
    tab.goto("/admin/")
    tab.get_by_role("link", name="装置の仕様").first.click()  # 1
    expect(tab.get_by_text("質量: 12 kg").first).to_be_visible()
    look(tab, "rows-folded")
    tab.get_by_text("質量: 12 kg").first.click()  # 2
    field = tab.locator("textarea[name$='-text']").first
    field.fill("13 kg")
    look(tab, "row-open")
    what, value = (tab.locator(f"[name$='rows-0-value-{name}']").bounding_box() for name in ("heading", "text"))
    assert what
    assert value
    assert value["x"] >= what["x"] + what["width"]
    publish(tab)
    expect(tab.locator(".messages")).to_contain_text("公開しました")
    assert "13 kg" in Client().get("/siyou/").content.decode()


def publish(tab: Tab) -> None:
    """Publish by the button that stands first, else by the menu beside it."""
    button = tab.get_by_role("button", name="公開する").first
    if not button.is_visible():
        tab.locator("footer [data-w-dropdown-target=toggle]").last.click()
    button.click()


def test_title_in_kana_proposes_a_latin_address(staff_page: StaffPage, marketing: User) -> None:
    home = live_page("home.homepage")
    tab = staff_page(marketing)
    tab.goto(f"/admin/pages/add/home/companypage/{home.pk}/")
    tab.locator("[name=title]").fill("ちょっとキャップ")
    tab.locator("[name=title]").blur()
    expect(tab.locator("[name=slug]")).to_have_value("chottokyappu")
