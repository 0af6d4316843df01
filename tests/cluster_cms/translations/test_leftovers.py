"""Before it is published, a page says which of its fields still are in the other language, and lack which terms."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cluster_cms.security.accounts import User
from cluster_cms.translations.glossary import GlossaryTerm, missing_terms
from cluster_cms.translations.leftovers import leftovers, new_leftovers
from home.models import CompanyPage
from tests.cluster_cms.translations.writing import both, fresh, publish

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def labels(page: Page) -> list[str]:
    return [one.label for one in leftovers(page)]


def press_publish(client: Client, page: CompanyPage, **fields: str) -> str:
    """Publish with a text in the editor; return where that leads."""
    form = nested_form_data(
        {"title": page.title, "slug": page.slug, "lead": "", "seo_title": "", "search_description": ""}
        | {"listing_summary": "", "listing_image": "", "sharing_title": "", "sharing_image": ""}
        | {"cookie_names": "", "cookie_statement": "", "go_live_at": "", "expire_at": "", **fields}
        | {"body": streamfield([]), "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}, "action-publish": "1"}
    )
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
    assert answer.status_code == 302, answer.context["form"].errors
    return answer["Location"]


def test_japanese_on_an_english_page_is_named_with_its_field(marketing: User) -> None:
    _source, translation = both(marketing)
    assert labels(translation) == []
    translation.lead = "A resin. まだ訳していません。"
    [one] = leftovers(translation)
    assert "まだ訳していません" in one.text


def test_an_english_sentence_on_a_japanese_page_counts_only_where_the_english_page_has_it(marketing: User) -> None:
    source, _translation = both(marketing)
    source.lead = "The resin cures in 60 minutes."
    assert [one.text for one in leftovers(source)] == ["The resin cures in 60 minutes."]
    source.lead = "Cluster Resin Nano Beads"
    assert leftovers(source) == []


def test_what_visitors_see_already_is_not_asked_about_again(marketing: User) -> None:
    _source, translation = both(marketing)
    published = publish(translation, marketing, lead="会社名は樹脂社です。")
    assert leftovers(published)
    assert not new_leftovers(published)
    published.lead += " さらに続く文です。"
    assert new_leftovers(published)


def test_publishing_keeps_the_draft_and_asks_and_publishes_when_that_is_meant(
    marketing: User, signed_in: SignIn
) -> None:
    _source, translation = both(marketing)
    client = signed_in(marketing)
    asked = press_publish(client, translation, lead="まだ日本語です。")
    assert asked == reverse("translation_leftovers", args=[translation.pk])
    assert (fresh(translation).lead, fresh(translation).get_latest_revision_as_object().lead) == (
        "",
        "まだ日本語です。",
    )
    page = client.get(asked)
    assert "まだ日本語です。" in page.content.decode()
    client.post(asked, {"revision": page.context["revision"]})
    assert fresh(translation).lead == "まだ日本語です。"


def test_a_draft_that_was_saved_again_is_not_published_unseen(marketing: User, signed_in: SignIn) -> None:
    _source, translation = both(marketing)
    address = reverse("translation_leftovers", args=[translation.pk])
    answer = signed_in(marketing).post(address, {"revision": "1"})
    assert answer["Location"] == address


def test_a_page_in_its_own_language_is_published_at_once(marketing: User, signed_in: SignIn) -> None:
    _source, translation = both(marketing)
    press_publish(signed_in(marketing), translation, lead="All in English.")
    assert fresh(translation).lead == "All in English."


def test_a_term_is_found_in_both_languages_with_its_plural_and_width() -> None:
    known = [GlossaryTerm(name_ja="ナノビーズ", name_en="nano bead")]
    assert not missing_terms("ﾅﾉﾋﾞｰｽﾞです。", "Nano beads of 5 µm.", "ja", known)
    [missing] = missing_terms("ナノビーズです。", "Tiny pearls.", "ja", known)
    assert missing.counterpart == "nano bead"
    assert not missing_terms("粒です。", "Tiny pearls.", "ja", known)


def test_a_translation_without_the_term_of_the_company_is_asked_about(marketing: User, signed_in: SignIn) -> None:
    source, translation = both(marketing)
    publish(source, marketing, lead="ナノビーズの会社です。")
    GlossaryTerm.objects.create(name_ja="ナノビーズ", name_en="nano bead")
    asked = press_publish(signed_in(marketing), translation, lead="A company of tiny pearls.")
    assert asked == reverse("translation_leftovers", args=[translation.pk])
    assert "nano bead" in signed_in(marketing).get(asked).content.decode()


def test_only_who_keeps_translations_may_open_the_question(
    desk: User, visitor: Client, signed_in: SignIn, marketing: User
) -> None:
    _source, translation = both(marketing)
    address = reverse("translation_leftovers", args=[translation.pk])
    assert signed_in(desk).get(address).status_code in (302, 403)
    assert "/login/" in visitor.get(address)["Location"]


def publish_several(client: Client, *pages: Page, **data: str) -> str:
    """Publish pages from a list in one act; return what the list says afterwards."""
    chosen = "&".join(f"id={page.pk}" for page in pages)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.post(f"{address}?{chosen}&next={reverse('wagtailadmin_home')}", data, follow=True).content.decode()


def test_of_several_pages_none_is_published_while_one_has_text_in_the_other_language(
    marketing: User, signed_in: SignIn
) -> None:
    _first, translation = both(marketing)
    other, _second = both(marketing, slug="other")
    for page, lead in ((translation, "まだ日本語です。"), (other, "新しい説明です。")):
        page.lead = lead
        page.save_revision(user=marketing)
    page = publish_several(signed_in(marketing), translation, other)
    assert reverse("translation_leftovers", args=[translation.pk]) in page
    assert [fresh(translation).lead, fresh(other).lead] == ["", ""]
    publish_several(signed_in(marketing), other)
    assert fresh(other).lead == "新しい説明です。"


def test_pages_below_that_are_published_along_are_read_too(marketing: User, signed_in: SignIn) -> None:
    _source, translation = both(marketing)
    child = CompanyPage(title="Child", slug="child", lead="まだ日本語です。", live=False)
    translation.add_child(instance=child)
    child.save_revision(user=marketing)
    page = publish_several(signed_in(marketing), translation, include_descendants="on")
    assert reverse("translation_leftovers", args=[child.pk]) in page
    assert not fresh(child).live


def test_who_asks_for_a_review_is_told_what_was_left_in_the_other_language(marketing: User, signed_in: SignIn) -> None:
    _source, translation = both(marketing)
    address, left = (
        reverse("review_ask", args=[translation.pk]),
        reverse("translation_leftovers", args=[translation.pk]),
    )
    client = signed_in(marketing)
    assert left not in client.get(address).content.decode()
    translation.lead = "まだ日本語です。"
    translation.save_revision(user=marketing)
    assert left in client.get(address).content.decode()
