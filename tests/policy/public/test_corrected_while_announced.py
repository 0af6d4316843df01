"""After a correction of both texts, visitors and programs meet the corrected ones and the reason of the change."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.policy.correcting import RIGHT, announce_first, correction
from tests.policy.drafting import promulgated
from tests.policy.public.announcing import BASE

REASON = {
    "ja": "訂正のため、同じ日に施行する第6版に置き換えました。",
    "en": "Corrected: revision 6 is announced in its place",
}


@pytest.fixture(autouse=True)
def both_corrected(policy_page: Any, clock: Any) -> None:
    """Revision 5 is in force since 20 December 2027; revision 6 replaces the announced revision 4, for the new year."""
    announce_first(clock)
    promulgated(correction())


def test_the_texts_in_force_and_announced_are_the_corrected_ones(visitor: Client, clock: Any) -> None:
    assert RIGHT[0] in visitor.get(BASE["ja"]).text
    upcoming = visitor.get(f"{BASE['en']}upcoming/")
    assert [one["revision"].number for one in upcoming.context["changes"]] == [6]
    assert "2028" in upcoming.text
    clock.set("2028-01-01 00:00")
    assert "In the new year." in visitor.get(BASE["en"]).text


def test_the_history_says_that_the_first_announcement_was_corrected(language: str, visitor: Client) -> None:
    text = visitor.get(f"{BASE[language]}history/").text
    assert REASON[language] in text
    assert REASON[language] in visitor.get(f"{BASE[language]}v/4/").text


def test_the_latest_change_leads_from_the_text_in_force_to_the_announced_one(visitor: Client) -> None:
    assert visitor.get(f"{BASE['en']}compare/")["Location"].endswith("compare/5..6/")
    for pair in ("3..5", "4..6", "5..6"):
        assert visitor.get(f"{BASE['en']}compare/{pair}/?view=table").status_code == 200


@pytest.mark.parametrize("day, number", [("2027-12-19", 3), ("2027-12-20", 5), ("2028-01-02", 6)])
def test_each_day_is_answered_by_its_text(day: str, number: int, visitor: Client) -> None:
    assert visitor.get(f"{BASE['en']}on/{day}/").context["revision"].number == number


def test_the_json_holds_the_whole_chain(visitor: Client) -> None:
    data = json.loads(visitor.get(f"{BASE['en']}history.json").content)
    assert [one.get("state", one["type"]) for one in data["chain"]][-4:] == [
        "withdrawn", "event", "in_force", "announced",
    ]  # fmt: skip
    assert (data["in_force"], data["next_effect_at"]) == (5, "2027-12-31T15:00:00+00:00")


def test_the_feed_tells_each_event_once(visitor: Client) -> None:
    text = visitor.get(f"{BASE['en']}feed.atom").text
    for title in (
        "Revision 4 is withdrawn. It was never in force.",
        "Revision 5 is in force",
        "Revision 6 is announced. It takes effect on",
    ):
        assert text.count(title) == 1
