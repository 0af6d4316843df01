"""The feed: an entry for each thing that happened, with an id that never changes."""

import re
from datetime import date

import pytest
from django.test import Client

from tests.infrastructure.cast import Clock
from tests.policy.public.announcing import BASE, announce, withdraw


def ids(visitor: Client, language: str) -> list[str]:
    return re.findall(r"<entry>.*?<id>(.*?)</id>", visitor.get(f"{BASE[language]}feed.atom").text)


@pytest.fixture
def announced(policy_page: object, clock: Clock) -> None:
    clock.set("2027-12-01 10:00")
    announce(effective_on=date(2028, 1, 1))


def test_announced_and_in_force_are_two_entries(announced: None, clock: Clock, language: str, visitor: Client) -> None:
    before = ids(visitor, language)
    clock.set("2028-01-01 00:00")
    after = ids(visitor, language)
    assert before[0].endswith(f":{BASE[language]}v/4/announced")
    assert after[0].endswith(f":{BASE[language]}v/4/in-force")
    assert after[1:] == before


def test_a_withdrawal_is_an_entry_and_its_revision_never_in_force(
    announced: None, clock: Clock, language: str, visitor: Client
) -> None:
    clock.set("2027-12-02 10:00")
    withdraw(4)
    clock.set("2028-02-01 10:00")
    found = ids(visitor, language)
    assert found[0].endswith("v/4/withdrawn")
    assert not any(one.endswith("v/4/in-force") for one in found)


def test_ids_are_tags_of_our_host_and_all_different(language: str, visitor: Client) -> None:
    found = [*ids(visitor, "ja"), *ids(visitor, "en")]
    assert all(one.startswith("tag:testserver,20") for one in found)
    assert len(set(found)) == len(found) == 12


def test_a_reader_who_knows_the_feed_gets_304(announced: None, language: str, visitor: Client) -> None:
    address = f"{BASE[language]}feed.atom"
    first = visitor.get(address)
    assert first["Last-Modified"] == "Wed, 01 Dec 2027 01:00:00 GMT"
    by_tag = visitor.get(address, headers={"If-None-Match": first["ETag"]})
    by_date = visitor.get(address, headers={"If-Modified-Since": first["Last-Modified"]})
    assert [by_tag.status_code, by_date.status_code] == [304, 304]


def test_a_reader_gets_the_feed_anew_after_midnight(
    announced: None, clock: Clock, language: str, visitor: Client
) -> None:
    address = f"{BASE[language]}feed.atom"
    first = visitor.get(address)
    clock.set("2028-01-01 00:00")
    for header, value in (("If-None-Match", first["ETag"]), ("If-Modified-Since", first["Last-Modified"])):
        assert visitor.get(address, headers={header: value}).status_code == 200


def test_every_page_of_the_policy_names_the_feed(language: str, visitor: Client) -> None:
    for below in ("", "history/", "v/1/", "upcoming/"):
        text = visitor.get(f"{BASE[language]}{below}").text
        assert f'<link rel="alternate" type="application/atom+xml" href="{BASE[language]}feed.atom"' in text
