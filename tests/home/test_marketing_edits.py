"""Marketing's day: create, preview, draft, publish, compare, copy into the other language."""

import json
from collections.abc import Callable
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from home.models import CompanyPage
from tests.home.making import company_page, home

SignIn = Callable[[AbstractBaseUser], Client]


def form(title: str, text: str = "<p>粒をそろえます。</p>", **extra: str) -> dict[str, str]:
    """Return what the editor sends for a company page with a heading and a text."""
    heading = {"title": "見出し", "note": "", "link": {"text": "", "page": "", "address": ""}}
    page = {
        "title": title,
        "slug": "trial",
        "lead": "リード文です。",
        "body": streamfield([("heading", heading), ("text", rich_text(text))]),
        "comments": inline_formset([]),
    }
    return {**nested_form_data(page), **extra}


@pytest.fixture
def editor(marketing: AbstractBaseUser, signed_in: SignIn) -> Client:
    return signed_in(marketing)


def create(editor: Client, **extra: str) -> CompanyPage:
    address = reverse("wagtailadmin_pages:add", args=["home", "companypage", home().pk])
    assert editor.post(address, form("試験のページ", **extra)).status_code == 302
    return CompanyPage.objects.get(slug="trial", locale__language_code="ja")


def test_a_draft_is_kept_and_not_shown(editor: Client, visitor: Client) -> None:
    page = create(editor)
    assert not page.live
    assert visitor.get("/trial/").status_code == 404


def test_a_draft_is_previewed_in_the_look_of_the_site(editor: Client) -> None:
    page = create(editor)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert editor.post(address, form("まだ下書き")).json()["is_valid"]
    shown = editor.get(address, {"mode": ""})
    assert shown.status_code == 200
    assert "まだ下書き" in shown.text
    assert "5-blocks" in shown.text


def test_what_marketing_publishes_is_public_at_once(editor: Client, visitor: Client) -> None:
    create(editor, **{"action-publish": "1"})
    assert "粒をそろえます。" in visitor.get("/trial/").text


def test_two_versions_are_compared(editor: Client) -> None:
    page = create(editor)
    first = page.latest_revision_id
    editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form("試験のページ", "<p>粒を測ります。</p>"))
    page.refresh_from_db()
    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first, page.latest_revision_id])
    compared = editor.get(address).text
    assert "deletion" in compared
    assert "addition" in compared
    assert editor.get(reverse("wagtailadmin_pages:history", args=[page.pk])).status_code == 200


def cards(*titles: str) -> str:
    """Return a stored story of one block whose cards have no picture; a card keeps its id."""
    none = {"image": None, "decorative": False, "alt_text": ""}
    items = [
        {"type": "item", "id": str(uuid5(NAMESPACE_OID, title)), "value": {"title": title, "text": "", "picture": none}}
        for title in titles
    ]
    return json.dumps([{"type": "cards", "id": str(uuid5(NAMESPACE_OID, "block")), "value": {"cards": items}}])


def test_a_card_without_a_picture_that_came_later_is_compared(editor: Client) -> None:
    page = company_page()
    revisions = []
    for story in (cards("一枚目"), cards("一枚目", "二枚目")):
        page.body = story
        revisions.append(page.save_revision().pk)
    compared = editor.get(reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, *revisions]))
    assert compared.status_code == 200
    assert "二枚目" in compared.text


def test_a_page_is_copied_into_the_other_language_as_a_draft(editor: Client, visitor: Client) -> None:
    page = create(editor, **{"action-publish": "1"})
    english = Locale.objects.get(language_code="en")
    address = reverse("simple_translation:submit_page_translation", args=[page.pk])
    assert editor.post(address, {"locales": [english.pk]}).status_code == 302
    translated = page.get_translation(english)
    assert (translated.live, translated.slug, len(translated.specific.body)) == (False, "trial", 2)
    assert visitor.get("/en/trial/").status_code == 404


def test_a_page_that_was_never_saved_has_a_preview(editor: Client) -> None:
    address = reverse("wagtailadmin_pages:preview_on_add", args=["home", "companypage", home().pk])
    assert editor.post(address, form("試しのページ")).json()["is_valid"]
    assert "粒をそろえます。" in editor.get(address).content.decode()


def test_marketing_may_not_touch_what_lies_outside_the_homes(editor: Client) -> None:
    root = Page.get_first_root_node()
    assert editor.get(reverse("wagtailadmin_pages:add_subpage", args=[root.pk])).status_code == 302


@pytest.mark.parametrize("role", ["desk", "privacy"])
def test_people_of_other_roles_may_not_edit_company_pages(
    role: str, person: Callable[[str], AbstractBaseUser], signed_in: SignIn
) -> None:
    page = company_page()
    answer = signed_in(person(role)).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert answer.status_code == 302


def test_a_stranger_is_sent_to_sign_in(visitor: Client) -> None:
    page = company_page()
    answer = visitor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_an_unsafe_link_does_not_survive_the_editor(editor: Client, visitor: Client) -> None:
    address = reverse("wagtailadmin_pages:add", args=["home", "companypage", home().pk])
    editor.post(address, {**form("悪い", '<p><a href="javascript:alert(1)">x</a></p>'), "action-publish": "1"})
    assert "javascript:" not in visitor.get("/trial/").text


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_old_address_of_a_renamed_page_leads_to_the_new_one(
    prefix: str, visitor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    """Wagtail creates the redirects, also for the pages below (`WAGTAILREDIRECTS_AUTO_CREATE`, on by default)."""
    outline = CompanyPage.objects.get(slug="business-outline", locale__language_code="en" if prefix else "ja")
    outline.slug = "our-business"
    with django_capture_on_commit_callbacks(execute=True):
        outline.save_revision().publish()
    for below in ("", "epoxy-compounds/"):
        answer = visitor.get(f"{prefix}/business-outline/{below}")
        assert (answer.status_code, answer["Location"]) == (301, f"{prefix}/our-business/{below}")
