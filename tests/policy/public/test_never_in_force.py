"""What is in force on no day, withdrawn or overtaken on the day of its effect, is called in force nowhere."""

from datetime import date

import pytest
from django.test import Client

from tests.infrastructure.cast import Clock
from tests.policy.public.announcing import BASE, announce, withdraw

NEW_YEAR = date(2028, 1, 1)
WITHDRAWN = {"ja": "取り下げ、施行なし", "en": "withdrawn, never in force"}
OVERTAKEN = {"ja": "後の改定に置き換え、施行なし", "en": "overtaken, never in force"}


def page(visitor: Client, address: str) -> str:
    """Return a page without the places at which a line may break."""
    return visitor.get(address).text.replace("<wbr>", "")


@pytest.fixture
def announced(policy_page: object, clock: Clock) -> None:
    """Revision 4, in force from 1 January 2028."""
    clock.set("2027-12-01 10:00")
    announce(effective_on=NEW_YEAR)


@pytest.fixture
def two_of_one_day(announced: None) -> None:
    """Revision 5 with the date of revision 4, which therefore comes into force on no day."""
    announce("Of the same day.", effective_on=NEW_YEAR)


def test_the_comparison_calls_a_withdrawn_revision_withdrawn(announced: None, language: str, visitor: Client) -> None:
    address = f"{BASE[language]}compare/3..4/?view=table"
    assert WITHDRAWN[language] not in page(visitor, address)
    withdraw(4)
    text = page(visitor, address)
    head = text[text.index("<thead") : text.index("</thead>")]
    assert WITHDRAWN[language] in head
    assert "2028" not in head
    assert WITHDRAWN[language] in page(visitor, f"{BASE[language]}compare/3..4/").split("<form")[1]


def test_the_picker_gives_no_day_to_what_was_in_force_on_none(
    two_of_one_day: None, language: str, visitor: Client
) -> None:
    withdraw(5)
    announce("Once more.", effective_on=NEW_YEAR)
    options = visitor.get(f"{BASE[language]}compare/1..2/").text.split("<select")[1].split("</select>")[0]
    days = {line.split('"')[1]: line for line in options.split("<option ")[1:]}
    assert OVERTAKEN[language] in days["4"]
    assert WITHDRAWN[language] in days["5"]
    assert "2028" in days["6"]
    assert "2028" not in days["4"] + days["5"]


def test_the_latest_change_that_is_offered_for_comparison_is_one_that_stands(announced: None, visitor: Client) -> None:
    withdraw(4)
    assert visitor.get("/en/privacy-policy/compare/")["Location"].endswith("compare/2..3/")


def test_nothing_is_announced_that_cannot_come_into_force(two_of_one_day: None, language: str, visitor: Client) -> None:
    text = visitor.get(f"{BASE[language]}upcoming/").text
    assert "compare/3..5/" in text
    assert "compare/3..4/" not in text
    assert "compare/3..5/" in visitor.get(BASE[language]).text
    assert "compare/3..4/" not in visitor.get(BASE[language]).text


def test_its_own_page_says_which_one_takes_effect_in_its_place(
    two_of_one_day: None, language: str, visitor: Client
) -> None:
    words = {"ja": "この版は施行されません", "en": "This revision will not come into force"}[language]
    assert words in page(visitor, f"{BASE[language]}v/4/")
    withdraw(5)
    assert words not in page(visitor, f"{BASE[language]}v/4/")
