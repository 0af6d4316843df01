"""No shared cache keeps a page past the next effective instant; at midnight in Tokyo all switch by themselves."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from policy.ledger import revision_status
from tests.infrastructure.cast import Clock
from tests.policy.public.announcing import ADDRESSES, BASE, DOCUMENTS, PAGES, announce, withdraw

# Of which the frame of the site and Wagtail's routing take 25 and 12. The history also checks the whole ledger.
QUERIES_OF_A_PAGE, QUERIES_OF_A_DOCUMENT, QUERIES_OF_THE_HISTORY = 36, 18, 40

SAMPLE = ("", "history.json")  # a page and a document


@pytest.fixture
def announced(policy_page: object, clock: Clock) -> None:
    """Revision 4: in force from 1 February 2028."""
    clock.set("2027-12-01 10:00")
    announce(effective_on=date(2028, 2, 1))


@pytest.mark.parametrize(
    "moment, seconds, addresses",
    [
        ("2028-01-31 23:00:00", 3600, SAMPLE),
        ("2028-01-31 23:58:30.5", 89, ADDRESSES),
        ("2028-01-31 23:59:59.9", 0, SAMPLE),
        ("2028-02-01 00:00", 86_400, SAMPLE),
    ],
    ids=["before", "at every address", "in the last second", "after"],
)
def test_what_is_shown_while_the_site_is_away_ends_at_the_next_effective_instant(
    moment: str, seconds: int, addresses: tuple[str, ...], announced: None, clock: Clock, visitor: Client
) -> None:
    clock.set(moment)
    for below in addresses:
        answer = visitor.get(f"{BASE['en']}{below}")
        assert answer.status_code == 200, below
        assert answer["Cache-Control"].startswith("public, max-age=0, must-revalidate, s-maxage="), below
        assert answer["Cache-Control"].endswith(f"stale-if-error={seconds}"), below
        assert not answer.cookies, below


def test_every_address_switches_at_midnight_in_tokyo(
    announced: None, clock: Clock, language: str, visitor: Client
) -> None:
    for below in (
        "",
        "upcoming/",
        "history/",
        "v/3/",
        "v/4/",
        "compare/3..4/",
        "history.json",
        "v/4.json",
        "feed.atom",
    ):
        address = f"{BASE[language]}{below}"
        clock.set("2028-01-31 23:59:59.999999")
        before = visitor.get(address)
        clock.set("2028-02-01 00:00")
        switches = not below.startswith("compare/")  # two frozen texts read the same on any day
        assert (before.content != visitor.get(address).content) is switches, below
        known = visitor.get(address, headers={"If-None-Match": before["ETag"]})
        assert known.status_code == (200 if switches else 304), below


def test_a_browser_that_knows_an_address_gets_304(announced: None, language: str, visitor: Client) -> None:
    for below in ADDRESSES:
        address = f"{BASE[language]}{below}"
        tag = visitor.get(address)["ETag"]
        again = visitor.get(address, headers={"If-None-Match": tag})
        assert again.status_code == 304, below
        assert "s-maxage=1" in again["Cache-Control"], below


def test_each_address_asks_the_database_little(announced: None, language: str, visitor: Client) -> None:
    for below in (*PAGES, *DOCUMENTS):
        visitor.get(f"{BASE[language]}{below}")
        with CaptureQueriesContext(connection) as queries:
            visitor.get(f"{BASE[language]}{below}")
        print(f"{len(queries):>4} queries  {BASE[language]}{below}")
        most = QUERIES_OF_A_DOCUMENT if below in DOCUMENTS else QUERIES_OF_A_PAGE
        assert len(queries) <= (QUERIES_OF_THE_HISTORY if below == "history/" else most), below


def test_what_is_not_found_is_asked_for_again_each_second(language: str, visitor: Client) -> None:
    """It may come to be."""
    for below in ("v/9/", "v/9.json", "on/2999-01-01/", "compare/1..9/"):
        answer = visitor.get(f"{BASE[language]}{below}")
        assert answer.status_code == 404
        assert "s-maxage=1, stale-while-revalidate=2" in answer["Cache-Control"]


def test_the_next_change_is_known_until_it_happens_or_is_withdrawn(announced: None, clock: Clock) -> None:
    change = revision_status.next_change(timezone.now())
    assert change is not None
    assert change.isoformat() == "2028-02-01T00:00:00+09:00"
    assert revision_status.next_change(change) is None
    withdraw(4)
    assert revision_status.next_change(timezone.now()) is None
