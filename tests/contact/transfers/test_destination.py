"""Whether data may go somewhere, and what the record of it must hold."""

from datetime import date
from typing import Any

import pytest

from cluster_cms.clock import today
from contact.models import LegalGround, Recipient
from contact.transfers.destination import Destination
from tests.contact.transfers.giving import by_consent, to_contractor, to_desk, to_third_party

pytestmark = pytest.mark.usefixtures("database")


def fields(destination: Destination) -> set[str]:
    return set(dict(destination.problems()))


def test_to_the_desk_nothing_more_is_asked() -> None:
    assert fields(to_desk()) == set()


def test_a_contractor_is_one_of_the_register_whose_contract_runs() -> None:
    assert fields(Destination(Recipient.CONTRACTOR)) == {"contractor"}
    assert fields(to_contractor()) == set()
    assert fields(to_contractor(ended_on=date(2026, 1, 1))) == {"contractor"}


@pytest.mark.parametrize(
    "ground, given, missing",
    [
        (None, {"name": "", "note": ""}, {"name", "ground", "note"}),
        (LegalGround.ORDER, {}, {"basis"}),
        (LegalGround.PROPERTY, {}, {"basis"}),
        (LegalGround.LIFE, {}, {"basis"}),
        (LegalGround.CONSENT, {}, {"address"}),
        (LegalGround.ORDER, {"basis": "民事訴訟法第186条"}, set()),
        (LegalGround.CONSENT, {"address": "大阪府"}, set()),
    ],
)
def test_each_ground_asks_for_its_own(ground: LegalGround | None, given: dict[str, Any], missing: set[str]) -> None:
    assert fields(to_third_party(ground, **given)) == missing


@pytest.mark.parametrize("ground", [LegalGround.ORDER, LegalGround.PROPERTY, LegalGround.LIFE])
def test_what_the_law_demands_needs_neither_purpose_nor_names(ground: LegalGround) -> None:
    destination = to_third_party(ground, basis="-")
    assert (destination.needs_no_purpose, destination.rests_on_consent) == (True, False)


def test_consent_needs_both() -> None:
    assert (by_consent().needs_no_purpose, by_consent().rests_on_consent) == (False, True)


@pytest.mark.parametrize(
    "country, basis, named",
    [
        ("JP", "", False),
        ("JP", "consent", False),
        ("DE", "adequate", False),
        ("US", "measures", False),
        ("US", "consent", True),
    ],
)
def test_a_contractor_abroad_by_consent_is_recorded_person_by_person(country: str, basis: str, named: bool) -> None:
    assert to_contractor(country=country, legal_basis=basis).rests_on_consent is named


@pytest.mark.parametrize("in_contract, years", [(False, 3), (True, 1)])
def test_the_record_is_kept_for_the_years_of_the_law(in_contract: bool, years: int) -> None:
    day = today()
    assert by_consent(in_contract=in_contract).keep_until(day).year == day.year + years
    assert by_consent().keep_until(date(2028, 2, 29)) == date(2031, 2, 28)
