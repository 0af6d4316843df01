"""On the screen of the decision a correction is applied to both texts; what does not fit is written there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.urls import reverse

from policy.models.revisions import ChangeKind
from policy.pages import PolicyPage
from tests.policy.correcting import announce_first, correction
from tests.policy.drafting import decide, saved, source

SignIn = Callable[[AbstractBaseUser], Client]
OFFER, PLACE = "施行中と公布済みの両方に適用する", "3:clauses/security/lead/{}"


@pytest.fixture(autouse=True)
def announced(policy_page: Any, clock: Any) -> None:
    """Revision 4 is announced for the new year; today is 20 December 2027."""
    announce_first(clock)


def alone(anchor: str = "revision") -> PolicyPage:
    """Return a correction of the announced text, not yet applied to the one in force."""
    page = correction(anchor)
    page.corrects_both = False
    return page


def screen(client: Client) -> str:
    return client.get(reverse("policy_decision")).text


def written(words: str) -> dict[str, str]:
    return {PLACE.format(language): words for language in ("ja", "en")}


def draft() -> PolicyPage:
    page: PolicyPage = source().get_latest_revision_as_object()
    return page


def test_a_small_change_is_offered_for_both_texts_and_taken_back(legal: Any, signed_in: SignIn) -> None:
    saved(alone(), legal)
    client = signed_in(legal)
    assert OFFER in screen(client)
    assert decide(client, "both").status_code == 302
    text = screen(client)
    assert "訂正を公布しますか（第5版から第6版まで）" in text
    assert text.count('class="decision-text"') == 2
    assert decide(client, "one").status_code == 302
    assert (draft().corrects_both, OFFER in screen(client)) == (False, True)


def test_a_larger_change_is_not_offered(legal: Any, signed_in: SignIn) -> None:
    page = alone()
    page.change_kind = ChangeKind.SUBSTANTIVE
    saved(page, legal)
    assert OFFER not in screen(signed_in(legal))
    assert decide(signed_in(legal), "both").status_code == 302  # to the dashboard: nobody may
    assert not draft().corrects_both


def test_nothing_is_offered_when_nothing_waits(legal: Any, signed_in: SignIn, clock: Any) -> None:
    clock.set("2028-01-01 00:00")
    saved(alone(), legal)
    assert OFFER not in screen(signed_in(legal))


@pytest.mark.parametrize("view", ["table", "table-en"])
def test_both_comparisons_are_shown_in_both_languages(view: str, legal: Any, signed_in: SignIn) -> None:
    saved(correction(), legal)
    shown = signed_in(legal).get(reverse("policy_decision"), {"view": view}).context["shown"]
    numbers = [(one["new"].before.number, one["new"].number) for one in shown]
    assert numbers == [(3, 5), (4, 6)]
    assert all(("revision stays" if view == "table-en" else "履歴に残し") in one["body"] for one in shown)


def test_what_does_not_fit_is_written_on_the_same_screen(legal: Any, signed_in: SignIn) -> None:
    saved(correction("security"), legal)
    client = signed_in(legal)
    assert "同じ箇所の文言が異なります：2 安全管理措置" in screen(client)
    assert decide(client, "submit").status_code == 409
    assert decide(client, "both", **written("この版での文言です。")).status_code == 302
    assert "同じ箇所の文言が異なります" not in screen(client)
    assert decide(client, "submit").status_code == 302


def test_an_empty_word_is_refused_and_what_was_typed_beside_it_stays(legal: Any, signed_in: SignIn) -> None:
    saved(correction("security"), legal)
    words = {PLACE.format("ja"): "書きかけの文言です。", PLACE.format("en"): ""}
    answer = decide(signed_in(legal), "both", **words)
    assert answer.status_code == 422
    assert "書きかけの文言です。" in answer.text
    assert draft().correction_words == {}


def test_words_for_a_draft_that_was_changed_meanwhile_are_kept_on_the_screen(legal: Any, signed_in: SignIn) -> None:
    saved(correction("security"), legal)
    answer = decide(signed_in(legal), "both", shown="0" * 64, **written("書いた文言です。"))
    assert answer.status_code == 409
    assert "書いた文言です。" in answer.text
    assert draft().correction_words == {}


def test_what_was_submitted_stays_as_it_is(legal: Any, signed_in: SignIn) -> None:
    saved(correction(), legal)
    client = signed_in(legal)
    decide(client, "submit")
    assert decide(client, "one").status_code == 302
    assert draft().corrects_both
    assert "公布済みの文面だけに適用する" not in screen(client)


def test_nobody_else_applies_it(marketing: Any, admin: Any, visitor: Client, legal: Any, signed_in: SignIn) -> None:
    saved(alone(), legal)
    for client in (signed_in(marketing), signed_in(admin), visitor):
        assert decide(client, "both").status_code in (302, 403)
        assert not draft().corrects_both


def test_the_editor_says_on_its_first_page_that_a_revision_waits(legal: Any, signed_in: SignIn, clock: Any) -> None:
    address, words = (
        reverse("wagtailadmin_pages:edit", args=[source().pk]),
        "軽微な修正は、施行中の文面にも適用できます",
    )
    assert words in signed_in(legal).get(address).text
    clock.set("2028-01-01 00:00")
    assert words not in signed_in(legal).get(address).text
