"""A revision comes into force at midnight in Tokyo, without any job."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from policy.models.revisions import PolicyRevision
from policy.publishing import promulgation
from tests.policy.drafting import good_draft, promulgated, source


@pytest.fixture
def announced(policy_page: Any, clock: Any) -> PolicyRevision:
    """Revision 4: announced on 1 December 2027, in force from 1 January 2028."""
    clock.set("2027-12-01 10:00")
    page = good_draft("In the new year.")
    page.effective_on = date(2028, 1, 1)
    promulgated(page)
    return PolicyRevision.objects.get(number=4)


@pytest.mark.parametrize("moment, number", [("2027-12-31 23:59:59.999999", 3), ("2028-01-01 00:00", 4)])
def test_the_switch_is_at_midnight_in_tokyo(
    moment: str, number: int, announced: PolicyRevision, clock: Any, visitor: Client, language: str
) -> None:
    clock.set(moment)
    row = promulgation.policy_in_force()
    assert row is not None
    assert row.number == number
    text = visitor.get("/privacy-policy/" if language == "ja" else "/en/privacy-policy/").text
    assert (announced.html(language) in text) is (number == 4)


def test_a_reader_may_ask_about_any_instant(announced: PolicyRevision, clock: Any) -> None:
    asked = {
        moment: promulgation.in_force(page=source(), at=clock.set(moment))
        for moment in ("2004-01-01", "2010-01-01", "2017-05-30")
    }
    assert [row and row.number for row in asked.values()] == [None, 1, 2]


def test_a_revision_promulgated_at_noon_is_in_force_from_noon(policy_page: Any, clock: Any) -> None:
    noon = clock.set("2027-12-01 12:00")
    promulgated(good_draft())
    before = clock.set("2027-12-01 11:59:59")
    assert [getattr(promulgation.in_force(page=source(), at=at), "number", None) for at in (before, noon)] == [3, 4]


def test_the_replaced_revision_names_its_last_day(announced: PolicyRevision, clock: Any, visitor: Client) -> None:
    clock.set("2028-01-02 09:00")
    assert "31 December 2027" in visitor.get("/en/privacy-policy/v/3/").text


def test_two_revisions_of_one_day_leave_the_later_one_in_force(announced: PolicyRevision, clock: Any) -> None:
    page = good_draft("Corrected before effect.")
    page.effective_on = date(2028, 1, 1)
    promulgated(page)
    at = clock.set("2028-01-01 00:00")
    row = promulgation.policy_in_force(at=at)
    assert row is not None
    assert row.number == 5
