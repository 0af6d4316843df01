"""References are chosen, not typed: they follow their clause through every change of order, and never dangle."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from policy.ledger.verification import verify
from policy.models.revisions import PolicyRevision
from policy.pages import PolicyPage
from policy.publishing import promulgation
from policy.publishing.withdrawal import reset_draft
from policy.text import canonical, references, rendering
from tests.policy.drafting import good_draft, promulgated, saved, source
from tests.policy.public.announcing import BASE
from tests.policy.publishing.invalid_drafts import add_clauses


def referring(to: str = "[[desk]]") -> PolicyPage:
    """Return a draft whose item 2 refers to another in its text, an item and a sub-item, in both languages."""
    page = good_draft()
    words = {"ja": f"{to}をご覧ください。", "en": f"See {to}."}
    value = page.clauses[1].value
    value["lead"].update(words)
    value["items"].append({"text": words, "subitems": [words]})
    return page


def printed(page: PolicyPage, language: str) -> str:
    return rendering.fragment(canonical.document(page), language)


def codes(page: PolicyPage) -> list[str]:
    return [reason.code for reason in promulgation.blocking_reasons(page) if reason.code != "approval"]


@pytest.mark.parametrize("language, words", [("ja", "第9項"), ("en", "Item 9")])
def test_a_reference_is_printed_in_words_and_leads_to_its_clause(language: str, words: str, policy_page: Any) -> None:
    html = printed(referring(), language)
    assert html.count(f'<a href="#desk">{words}</a>') == 4  # one of them is the demo's own, in item 4
    assert "[[" not in html


@pytest.mark.parametrize("language, words", [("ja", "第8項"), ("en", "Item 8")])
def test_it_follows_its_clause_to_another_number(language: str, words: str, policy_page: Any) -> None:
    page = referring()
    del page.clauses[5]
    assert f'<a href="#desk">{words}</a>' in printed(page, language)
    assert "[[desk]]" in canonical.document(page)["clauses"][1]["lead"][language][0]


def test_the_frozen_text_holds_the_number_of_its_day(policy_page: Any, visitor: Client, language: str) -> None:
    row = promulgated(referring())
    later = source().get_latest_revision_as_object()
    del later.clauses[5]
    later.change_kind, later.summary_ja, later.summary_en = "substantive", "第6項を削りました。", "Item 6 is gone."
    later.warnings_reason = "Nothing is counted any more."
    promulgated(later)
    old, new = (visitor.get(f"{BASE[language]}{below}").text for below in ("v/4/", "v/5/"))
    words = {"ja": ("第9項", "第8項"), "en": ("Item 9", "Item 8")}[language]
    assert f'<a href="#desk">{words[0]}</a>' in old
    assert f'<a href="#desk">{words[1]}</a>' in new
    assert row.html(language) in old


@pytest.mark.parametrize("token", ["[[nowhere]]", "[[9]]", "[[第9項]]"])
def test_a_reference_that_leads_nowhere_is_refused_with_all_other_reasons(token: str, policy_page: Any) -> None:
    page = referring(token)
    page.summary_en = ""
    assert codes(page) == ["reference", "summary"]
    assert "[[" in printed(page, "en")


def test_the_clause_that_others_name_is_not_removed_unnoticed(policy_page: Any) -> None:
    page = referring()
    del page.clauses[8]
    assert codes(page) == ["reference", "reference"]  # items 2 and 4 name it


def test_an_introduction_may_refer_too(policy_page: Any) -> None:
    page = good_draft()
    page.intro_en = "Ask the desk of [[desk]]."
    assert "Ask the desk of <a" in printed(page, "en")
    page.intro_en = "Ask the desk of [[nowhere]]."
    assert codes(page) == ["reference"]


def test_a_reference_to_a_clause_without_address_gets_one_when_saved(policy_page: Any) -> None:
    page = good_draft()
    page.clauses.append(("clause", {"heading": {"ja": "保存期間", "en": "Retention"}}, "0a1b-new"))
    page.clauses[0].value["lead"]["en"] = "See ［［ 0A1B-new ］］."
    saved(page)
    assert page.clauses[0].value["lead"]["en"] == "See [[retention]]."


@pytest.mark.parametrize("typed", ["［［desk］］", "[[ Desk ]]", "［［　ｄｅｓｋ　］］"])
def test_however_it_is_typed_it_is_kept_in_one_way(typed: str, policy_page: Any) -> None:
    page = referring(typed)
    saved(page)
    assert page.clauses[1].value["lead"]["ja"] == "[[desk]]をご覧ください。"


def test_escaping_holds_around_and_within_references(policy_page: Any) -> None:
    page = referring("<b>[[desk]]</b>[[<script>]]")
    html = printed(page, "en")
    assert '&lt;b&gt;<a href="#desk">Item 9</a>&lt;/b&gt;[[&lt;script&gt;]]' in html
    assert "<script>" not in html


@pytest.mark.parametrize(
    "language, words, found",
    [
        ("en", "See Item 9 and items 3.", ["Item 9", "items 3"]),
        ("ja", "第9項と第３項、法第17条第1項。", ["第9項", "第３項"]),
        ("ja", "法第十七条の二第1項による。", []),
    ],
)
def test_numbers_in_plain_words_are_worth_a_hint_and_no_refusal(
    language: str, words: str, found: list[str], policy_page: Any
) -> None:
    page = good_draft()
    page.clauses[0].value["lead"][language] = words
    hints = list(references.mention_hints(canonical.document(page)))
    assert [hint.code for hint in hints] == ["mention"] * len(found)
    assert all(word in str(hint) for word, hint in zip(found, hints, strict=True))
    assert codes(page) == []


def test_programs_and_search_get_the_words(policy_page: Any, visitor: Client, language: str) -> None:
    promulgated(referring())
    words = {"ja": "第9項をご覧ください。", "en": "See Item 9."}[language]
    data = visitor.get(f"{BASE[language]}v/4.json").json()
    assert words in data["text"][language]
    assert "[[desk]]" in data["document"]
    page = source().in_language(language)
    assert words in page.search_text()
    assert "[[" not in page.search_text()


def test_a_changed_number_is_one_mark_in_the_comparison(policy_page: Any, visitor: Client) -> None:
    page = good_draft()
    del page.clauses[5]
    promulgated(page)
    text = visitor.get("/privacy-policy/compare/3..4/").text
    assert '<del><span class="sr-only">［削除：</span>第9項<span' in text
    assert ">第8項<span" in text
    assert "[[" not in text


def test_a_draft_returns_with_its_references(policy_page: Any, legal: Any) -> None:
    saved(good_draft(), legal)
    reset_draft(page=source(), actor=legal)
    assert "[[desk]]" in source().get_latest_revision_as_object().clauses[3].value["closing"]["ja"]
    assert verify() == []


def test_the_editor_offers_the_clauses_of_the_saved_draft(legal: Any, admin: Any, signed_in: Any) -> None:
    page = good_draft()
    add_clauses(page, "retention")
    saved(page, legal)
    client = signed_in(legal)
    clauses = client.get(reverse("policy_clauses")).json()["clauses"]
    assert [one["anchor"] for one in clauses][-2:] == ["desk", "retention"]
    assert reverse("policy_clauses") in client.get(reverse("policy_editor"), follow=True).text
    assert signed_in(admin).get(reverse("policy_clauses")).status_code == 302


def test_the_demo_uses_references(policy_page: Any) -> None:
    row = PolicyRevision.objects.get(number=3)
    assert '<a href="#revision">第7項</a>' in row.html_ja
    assert '<a href="#desk">Item 9</a>' in row.html_en
