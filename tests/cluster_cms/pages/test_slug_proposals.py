"""Addresses are proposed in Latin letters, without asking another host."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cluster_cms.pages.slug_proposals import formatters, transliterated
from cluster_cms.security.accounts import User
from home.models import CompanyPage

TITLES = {
    "おしらせ": "oshirase",
    "カタログ": "katarogu",
    "ちょっとキャップ": "chottokyappu",
    "サーバー・メンテ": "saba-mente",
    "Résumé of Ｅポキシ": "resume-of-epokishi",
    "EP-30 シート": "ep-30-shito",
}


@pytest.mark.parametrize("title", TITLES)
def test_kana_and_latin_letters_are_transliterated(title: str) -> None:
    assert transliterated(title) == TITLES[title]


@pytest.mark.parametrize("title", ["おしらせ", "カタログ", "ちょっとキャップ", "シート", "チェック"])
def test_script_of_the_editor_proposes_the_same(title: str) -> None:
    typed = title
    for pattern, by in formatters():
        typed = re.sub(pattern, by.replace("$1", r"\1"), typed)
    assert typed == transliterated(title)


def test_kanji_take_the_address_of_the_other_language(home_page: Page) -> None:
    english = CompanyPage(title="Safety", slug="safety")
    home_page.get_translations().get().add_child(instance=english)
    page = CompanyPage(title="安全", locale=home_page.locale, translation_key=english.translation_key)
    home_page.add_child(instance=page)
    assert page.slug == "safety"


def test_kanji_alone_take_a_number(home_page: Page) -> None:
    pages = [CompanyPage(title=title) for title in ("安全", "品質")]
    for page in pages:
        home_page.add_child(instance=page)
    assert [page.slug for page in pages] == ["page", "page-2"]


def test_form_without_an_address_gets_one(home_page: Page, marketing: User, client: Client) -> None:
    client.force_login(marketing)
    data = {"title": "安全", "slug": "", **stream_of_nothing()}
    answer = client.post(reverse("wagtailadmin_pages:add", args=["home", "companypage", home_page.pk]), data)
    assert answer.status_code == 302
    assert CompanyPage.objects.get(title="安全").slug == "page"


def stream_of_nothing() -> dict[str, str]:
    """Return the fields of an empty body and of no comments."""
    comments = {f"comments-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    return {"body-count": "0", **comments, "comments-MAX_NUM_FORMS": ""}
