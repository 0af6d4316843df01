"""Revisions that are not in force: where they say so, and what they lead to."""

from datetime import date

import pytest
from django.test import Client

from tests.infrastructure.cast import Clock
from tests.policy.public.announcing import BASE, announce, withdraw

WITHDRAWN = {"ja": "取り下げ・施行されていません", "en": "Withdrawn, never in force"}


@pytest.fixture
def withdrawn(policy_page: object, clock: Clock) -> None:
    """Revision 4, announced for the new year and withdrawn; revision 5 is in force since."""
    clock.set("2027-12-01 10:00")
    announce(effective_on=date(2028, 1, 1))
    clock.set("2027-12-02 10:00")
    withdraw(4)
    clock.set("2027-12-03 10:00")
    announce("After the withdrawal.")


def test_a_withdrawn_revision_stays_readable_and_gives_the_reason(
    withdrawn: None, language: str, visitor: Client
) -> None:
    text = visitor.get(f"{BASE[language]}v/4/").text
    assert "In the new year." in text
    assert "It named an exception unknown to the law." in text
    assert "notice--past" in text
    assert '<meta name="robots" content="noindex">' in text


def test_the_history_marks_the_withdrawn_one(withdrawn: None, language: str, visitor: Client) -> None:
    text = visitor.get(f"{BASE[language]}history/").text
    assert text.count('class="void"') == 1
    assert "It named an exception unknown to the law." in text


def test_a_withdrawn_revision_was_in_force_on_no_day(withdrawn: None, clock: Clock, visitor: Client) -> None:
    clock.set("2028-03-01 09:00")
    assert "Revision 5 was in force" in visitor.get("/en/privacy-policy/on/2028-01-01/").text


def test_the_revision_after_a_withdrawn_one_is_compared_with_the_one_it_replaced(
    withdrawn: None, language: str, visitor: Client
) -> None:
    text = visitor.get(f"{BASE[language]}v/5/").text
    assert "compare/3..5/" in text
    assert "compare/4..5/" not in text


def test_the_state_stands_in_the_language_of_the_page(withdrawn: None, language: str, visitor: Client) -> None:
    assert WITHDRAWN[language] in visitor.get(f"{BASE[language]}v/4/").text


def test_links_tell_programs_of_the_neighbours(withdrawn: None, visitor: Client) -> None:
    header = visitor.get("/en/privacy-policy/v/3/")["Link"]
    for number, relation in ((2, "predecessor-version"), (5, "successor-version")):
        assert f'<http://testserver/en/privacy-policy/v/{number}/>; rel="{relation}"' in header
    assert '<http://testserver/en/privacy-policy/>; rel="latest-version"' in header


def test_the_anchor_of_a_removed_clause_leads_to_the_revision_that_removed_it(
    policy_page: object, language: str, visitor: Client
) -> None:
    announce("Without cookies.", without=4)
    text = visitor.get(f"{BASE[language]}history/").text
    entry = text[text.index('class="lit"') : text.index("</li>", text.index('class="lit"'))]
    assert 'id="cookies"' in entry
    assert text.count('id="cookies"') == 1
