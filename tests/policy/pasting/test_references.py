"""Pasting makes references of the words that clearly name an item of the same text, and tells of all others."""

from typing import Any

import pytest

from policy.admin.pasting_preview import preview, put_into
from policy.pages import PolicyPage
from policy.pasting.pairing import Pasted
from policy.pasting.parsing import parse
from policy.text import canonical
from tests.policy.pasting import samples


def put(page: PolicyPage, mode: str = "replace", **texts: str) -> tuple[PolicyPage, Any]:
    """Return a draft with texts pasted into it, and what the preview says of them."""
    pasted = Pasted({language: parse(text) for language, text in texts.items()})
    return put_into(page.get_latest_revision_as_object(), pasted, mode=mode), preview(page, pasted, mode=mode)


def lead(draft: PolicyPage, place: int, language: str) -> str:
    return str(canonical.text_of(draft)["clauses"][place]["lead"][language])


ENGLISH = "1. Use\nFor replies.\n2. Desk\n{}\n"
JAPANESE = "1. 目的\n回答に用います。\n2. 窓口\n{}\n"
ARTICLES = "第1条（目的）\n回答に用います。\n第2条（窓口）\n{}\n"


@pytest.mark.parametrize(
    "language, form, words, chosen",
    [
        ("en", ENGLISH, "See Item 1 above.", True),
        ("en", ENGLISH, "See item 1 (b), if any.", True),
        ("en", ENGLISH, "See item 7.", False),
        ("en", ENGLISH, "See items 1 and 2.", False),
        ("en", ENGLISH, "See Article 1.", False),
        ("en", ENGLISH, "As item 1 of the Act demands.", False),
        ("en", ENGLISH, "As item 1 of this policy says.", True),
        ("en", "Article 1 Use\nFor replies.\nArticle 2 Desk\n{}\n", "See Article 1.", True),
        ("en", "Section I Use\nFor replies.\nSection II Desk\n{}\n", "See Section I.", True),
        ("en", ENGLISH, "Section V applies.", False),
        ("en", ENGLISH, "See Clause 12.", False),
        ("en", ENGLISH, "See Schedule 1.", False),
        ("ja", ARTICLES, "別表第1のとおりです。", False),
        ("ja", JAPANESE, "第1項の目的です。", True),
        ("ja", JAPANESE, "第１項と同じです。", True),
        ("ja", JAPANESE, "第一項と同じです。", True),
        ("ja", JAPANESE, "法第1項と同じです。", False),
        ("ja", JAPANESE, "第1条と同じです。", False),
        ("ja", ARTICLES, "第1条と同じです。", True),
        ("ja", ARTICLES, "第1条第1項と同じです。", False),
        ("ja", ARTICLES, "個人情報の保護に関する法律第1条です。", False),
        ("ja", ARTICLES, "前条と同じです。", False),
    ],
)
def test_what_is_clear_becomes_a_reference_and_the_rest_is_listed(
    language: str, form: str, words: str, chosen: bool, policy_page: PolicyPage
) -> None:
    draft, shown = put(policy_page, **{language: form.format(words)})
    assert ("[[" in lead(draft, -1, language)) is chosen
    assert shown.chosen == chosen
    assert bool(shown.references) is not chosen


def test_a_renewed_clause_is_named_by_its_permanent_address(policy_page: PolicyPage) -> None:
    draft, _shown = put(policy_page, en="1. Purpose of use\nFor replies.\n2. Desk\nSee Item 1.\n")
    assert lead(draft, -1, "en") == "['See [[purpose]].']"


def test_numbers_that_the_site_counts_anew_still_meet_their_item(policy_page: PolicyPage) -> None:
    draft, shown = put(policy_page, mode="append", en="3. Use\nFor replies.\n4. Desk\nSee Item 3.\n")
    draft.save_revision(clean=False)
    assert lead(draft, 10, "en") == "['See [[use]].']"
    assert shown.rows[10][1].clause.lead == ["See Item 10."]


def test_both_languages_name_the_same_clause(policy_page: PolicyPage) -> None:
    draft, shown = put(policy_page, ja=JAPANESE.format("第1項です。"), en=ENGLISH.format("See Item 1."))
    draft.save_revision(clean=False)
    assert (lead(draft, -1, "ja"), lead(draft, -1, "en")) == ("['[[use]]です。']", "['See [[use]].']")
    assert shown.chosen == 2


def test_a_whole_text_keeps_its_words_in_print(policy_page: PolicyPage) -> None:
    _draft, shown = put(policy_page, en=samples.ENGLISH_WEB_PAGE)
    assert shown.rows[-1][1].clause.lead[0].startswith("See Item 3 above")
