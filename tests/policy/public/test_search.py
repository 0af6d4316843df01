"""The index holds the text in force, each language by itself."""

from datetime import date
from typing import Any

from django.test import Client
from wagtail.models import Page

from policy import site
from policy.pages import PolicyPage
from tests.policy.drafting import alias, good_draft, promulgated, source


def found(words: str) -> set[int]:
    return set(Page.objects.live().search(words).get_queryset().values_list("pk", flat=True))


def test_each_language_finds_its_own_page(policy_page: PolicyPage) -> None:
    site.reindex()
    assert source().pk in found("個人情報")
    assert alias().pk not in found("個人情報")
    assert alias().pk in found("strict control")
    assert source().pk not in found("strict control")


def test_a_visitor_finds_the_policy_by_its_words(visitor: Client, policy_page: PolicyPage) -> None:
    site.reindex()
    assert "/privacy-policy/" in visitor.get("/search/", {"q": "プライバシー"}).text.split("<footer")[0]
    assert "/en/privacy-policy/" in visitor.get("/en/search/", {"q": "cookie"}).text.split("<footer")[0]


def test_excerpts_come_from_the_text_in_force(policy_page: PolicyPage) -> None:
    assert "個人情報" in source().search_text("ja")
    assert "cookie" in alias().search_text()
    assert "個人情報" not in alias().search_text()


def test_the_index_follows_at_the_effective_date(policy_page: PolicyPage, clock: Any) -> None:
    clock.set("2027-12-01 10:00")
    page = good_draft("Zirconium")
    page.effective_on = date(2028, 1, 1)
    promulgated(page)
    site.reindex_when_changed()
    assert alias().pk not in found("zirconium")
    clock.set("2028-01-01 00:01")
    site.reindex_when_changed()
    assert alias().pk in found("zirconium")
