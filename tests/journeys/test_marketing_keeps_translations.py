"""A year later: marketing finds and mends every stale translation among 300 pages in two languages."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser
from playwright.sync_api import Page, expect

from cluster_cms.security.accounts import User
from cluster_cms.translations.confirmations import TranslationConfirmation
from home.models import CompanyPage
from tests.cluster_cms.translations.writing import JAPANESE_TEXT, both, many, publish, text

pytestmark = pytest.mark.browser
PAIRS, STALE = 150, 11


@pytest.fixture
def resin(site_url: str, marketing: User) -> CompanyPage:
    """A translation of which one sentence is stale, among many others."""
    source, translation = both(marketing, "resin")
    publish(source, marketing, body=text(JAPANESE_TEXT.replace("60分", "45分")))
    many(marketing, PAIRS, stale=STALE)
    return CompanyPage.objects.get(pk=translation.pk)


@pytest.fixture
def desk_page(resin: CompanyPage, staff_page: Callable[[AbstractBaseUser], Page], marketing: User) -> Page:
    page = staff_page(marketing)
    page.goto("/admin/")
    return page


def press_publish(page: Page) -> None:
    page.locator(".actions [name=action-publish]").click()


def confirm(page: Page) -> None:
    page.get_by_role("button", name="翻訳は最新です").click()


def test_every_stale_translation_is_found_in_one_press_and_mended(
    desk_page: Page, resin: CompanyPage, axe: Callable[[Page], None]
) -> None:
    desk_page.get_by_role("link", name="古い翻訳").click()
    expect(desk_page.locator(".translations tbody tr")).to_have_count(STALE + 1)
    axe(desk_page)
    desk_page.get_by_role("link", name="Resin", exact=True).click()
    expect(desk_page.locator("td ins").first).to_contain_text("45")
    expect(desk_page.get_by_role("cell", name="The resin cures in 60 minutes.").first).to_be_visible()
    axe(desk_page)
    desk_page.get_by_role("link", name="翻訳を編集する").click()
    expect(desk_page.locator(".messages")).to_contain_text("日本語版が更新されました")
    desk_page.locator("[name=lead]").fill("It now cures in 45 minutes.")
    press_publish(desk_page)
    confirm(desk_page)
    for _number in range(STALE):
        confirm(desk_page)
    expect(desk_page.locator(".translations")).to_contain_text("該当するページはありません")
    assert not TranslationConfirmation.objects.stale().exists()
    assert CompanyPage.objects.get(pk=resin.pk).lead == "It now cures in 45 minutes."


def test_the_desk_fits_a_narrow_window(desk_page: Page, resin: CompanyPage, axe: Callable[[Page], None]) -> None:
    desk_page.set_viewport_size({"width": 320, "height": 800})
    desk_page.goto(f"/admin/translation/pages/{resin.pk}/")
    assert desk_page.locator(".translations__table").first.evaluate("(one) => one.scrollWidth <= window.innerWidth")
    axe(desk_page)


def test_text_that_was_left_in_japanese_is_asked_about_before_it_is_published(
    desk_page: Page, resin: CompanyPage, axe: Callable[[Page], None]
) -> None:
    desk_page.goto(f"/admin/pages/{resin.pk}/edit/")
    desk_page.locator("[name=lead]").fill("まだ訳していません。")
    press_publish(desk_page)
    expect(desk_page.locator(".translations__terms")).to_contain_text("まだ訳していません。")
    axe(desk_page)
    desk_page.get_by_role("button", name="このまま公開する").click()
    expect(desk_page.locator(".messages")).to_contain_text("このまま公開しました")
    assert CompanyPage.objects.get(pk=resin.pk).lead == "まだ訳していません。"


def test_the_switch_of_a_page_without_a_translation_opens_its_answer(
    browser_page: Page, resin: CompanyPage, axe: Callable[[Page], None]
) -> None:
    CompanyPage.objects.get(pk=resin.pk).unpublish()
    browser_page.goto("/resin/")
    browser_page.locator("header summary", has_text="English").first.click()
    expect(browser_page.get_by_text("このページの英語版はありません。").first).to_be_visible()
    axe(browser_page)
