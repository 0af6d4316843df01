"""Many hostile networks at once: a fresh one still gets through, and what a flood stores is bounded."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from ipaddress import ip_address
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory

from cluster_cms.security.client_address import networks_of
from contact.inquiries.spam_scoring import SpamSignal
from contact.models import Inquiry, MagicLink, RateCounter, Status
from contact.rate_limits import limits as limits_module
from contact.rate_limits.limits import (
    LINK_RESERVES,
    CountedLinkRequest,
    CountedPost,
    CountedRequest,
    LimitReached,
)
from tests.contact.privacy.conftest import writer_of
from tests.contact.privacy.person import PLACES
from tests.contact.visit import Visit, texts
from tests.infrastructure.cast import SAME_ORIGIN, Clock
from tests.infrastructure.decrypted_dump import decrypted_dump

__all__ = ["writer_of"]

ALL_SENDS, TRIES = 15, 4  # of each hostile address
FRESH = ["203.0.113.9", "2001:db8:ffff::9"]
V4, V6 = int(ip_address("198.18.0.0")), int(ip_address("2001:db9::"))


def spread(start: int, step: int, count: int, version: int = 4) -> Iterator[str]:
    """Yield addresses at equal distances; `version` says how a number is written."""
    kind = type(ip_address(FRESH[0] if version == 4 else FRESH[1]))
    return (str(kind(start + number * step)) for number in range(count))


def anywhere(count: int) -> Iterator[str]:
    """Yield addresses of a net of hijacked machines: none near another, none where the fresh ones are."""
    numbers = (number * 2_654_435_761 % 2**32 for number in range(1, count + 1))  # spread evenly (Knuth)
    return (f"{1 + number % 190}.{number >> 8 & 255}.{number >> 16 & 255}.7" for number in numbers)


FLOODS: dict[str, Callable[[], Iterable[str]]] = {
    "one address": lambda: ["198.18.0.1"] * 100,
    "the hosts of one /24": lambda: spread(V4, 1, 256),
    "many /24 of one /16": lambda: spread(V4, 256, 256),
    "hosts of many /16": lambda: spread(int(ip_address("1.0.0.0")), 256 * 256, 100),
    "a net of hijacked machines": lambda: anywhere(300),
    "all /64 of one /56": lambda: spread(V6, 2**64, 256, 6),
    "the /64 of one /48": lambda: spread(V6, 2**64, 300, 6),
    "the /48 of one /32": lambda: spread(V6, 2**80, 300, 6),
    "one /64 of each /48": lambda: spread(V6, 2**80 + 2**64, 200, 6),
    "IPv4 and IPv6 together": lambda: [*spread(V4, 256, 150), *spread(V6, 2**80, 150, 6)],
}


@pytest.fixture
def counters(monkeypatch: pytest.MonkeyPatch, limits: Any) -> Counter[str]:
    """Counters in memory, for floods of thousands."""
    counted: Counter[str] = Counter()

    def increment(keys: Iterable[str]) -> dict[str, int]:
        counted.update(dict.fromkeys(keys, 1))
        return {key: counted[key] for key in keys}

    monkeypatch.setattr(limits_module, "read", lambda keys: {key: counted[key] for key in keys})
    monkeypatch.setattr(limits_module, "increment", increment)
    limits(posts=60, sends=20, all_posts=300, all_sends=ALL_SENDS)
    return counted


def passes(request: CountedRequest) -> bool:
    try:
        request.check()
        request.count()
    except LimitReached:
        return False
    return True


def send(address: str) -> CountedPost:
    return CountedPost(networks_of(RequestFactory().post("/", REMOTE_ADDR=address)), sending=True)


def ask(address: str) -> CountedLinkRequest:
    return CountedLinkRequest(networks_of(RequestFactory().post("/", REMOTE_ADDR=address)))


def flood(name: str, request: Callable[[str], CountedRequest] = send) -> int:
    """Let every hostile address try several times; return how many requests got through."""
    return sum(passes(hostile) for address in FLOODS[name]() for hostile in [request(address)] * TRIES)


@pytest.mark.parametrize("name", FLOODS)
def test_a_fresh_network_gets_through_a_flood_at_once(name: str, counters: Counter[str]) -> None:
    stored = flood(name)
    for address in FRESH:
        fresh = send(address)
        assert (passes(fresh), fresh.is_flooded) == (True, stored >= ALL_SENDS)


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_stores_no_more_than_its_reserves(
    name: str, counters: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits_module, "FORM_RESERVES", (10, 20, 40, 80))
    stored = flood(name)
    assert stored <= ALL_SENDS + 80
    assert len(counters) <= 10 * stored
    before = dict(counters)
    assert not passes(send(next(iter(FLOODS[name]()))))
    assert dict(counters) == before


def test_who_was_not_seen_goes_before_who_was(counters: Counter[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits_module, "FORM_RESERVES", (10, 20, 40, 400))
    flood("many /24 of one /16")
    assert counters.most_common(1)[0][1] == ALL_SENDS + 40  # the /16 has got no more
    assert not any(passes(send(address)) for address in ("198.18.3.3", "198.18.255.3"))
    flood("hosts of many /16")
    assert all(passes(send(address)) for address in FRESH)


@pytest.mark.parametrize("name", FLOODS)
def test_a_fresh_network_gets_its_link_at_once(
    name: str, counters: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits_module, "FOR_ALL", ALL_SENDS)
    assert flood(name, ask) <= ALL_SENDS + LINK_RESERVES[-1]
    assert all(passes(ask(address)) for address in FRESH)


def test_a_neighbour_in_a_hostile_network_gets_through_too(counters: Counter[str]) -> None:
    for number in range(1, 30):
        for _try in range(TRIES * 5):
            passes(send(f"198.18.0.{number}"))
    neighbour = send("198.18.0.200")
    assert (passes(neighbour), neighbour.is_flooded) == (True, True)


def test_who_was_seen_has_no_place_beyond_the_limit_of_all(counters: Counter[str]) -> None:
    assert [passes(send("203.0.113.9")) for _send in range(3)] == [True] * 3
    flood("many /24 of one /16")
    assert not passes(send("203.0.113.9"))


def test_checking_answers_makes_nobody_wait_in_quarantine(counters: Counter[str], limits: Any) -> None:
    limits(posts=60, sends=20, all_posts=5, all_sends=600)
    for number in range(20):
        passes(CountedPost((f"198.18.{number}.1/32", f"198.18.{number}.0/24", "198.18.0.0/16"), sending=False))
    fresh = send("203.0.113.9")
    assert (passes(fresh), fresh.is_flooded) == (True, False)


def test_a_fresh_visitor_of_a_flooded_form_is_stored_in_quarantine_with_the_reason(
    visit_from: Callable[..., Visit], limits: Any, hour: Clock
) -> None:
    drafts = {number: visit_from(f"198.18.{number}.1").draft(message=f"内容{number}") for number in range(4)}
    limits(all_sends=1)
    answers = [visit_from(f"198.18.{number}.1").send(draft) for number, draft in drafts.items()]
    assert [answer.status_code for answer in answers] == [303] * 4
    flooded = [inquiry for inquiry in Inquiry.objects.all() if SpamSignal.FLOOD in inquiry.spam_signals]
    assert [(inquiry.status, bool(inquiry.quarantined_at)) for inquiry in flooded] == [(Status.SPAM, True)] * 3


def test_a_flood_leaves_no_address_behind(
    visit_from: Callable[..., Visit], limits: Any, caplog: pytest.LogCaptureFixture
) -> None:
    limits(sends=1, all_sends=1)
    addresses = ["198.18.7.77", "2001:db9:77::7", "203.0.113.9"]
    for address in addresses:
        here = visit_from(address)
        assert [here.send(here.draft(message=f"{address[::-1]} {time}")).status_code for time in (1, 2)] == [303, 429]
    kept = [value for _place, value in decrypted_dump()] + [caplog.text, str(getattr(cache, "_cache", ""))]
    assert RateCounter.objects.exists()
    parts = [*addresses, "198.18.7.", "198.18.0.0", "2001:db9:77", "203.0.113."]
    assert [part for part in parts for text in kept if part in str(text)] == []


def test_a_posted_form_that_queues_no_mail_counts_for_nothing(
    writer_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, hour: Clock
) -> None:
    monkeypatch.setattr(limits_module, "PER_NETWORK", 5)
    writer = writer_of("someone@example.com")
    assert {writer.ask().status_code for _time in range(20)} == {303}
    assert writer_of("another@example.com").ask().status_code == 303
    assert MagicLink.objects.count() == 4


def test_fifteen_networks_close_ones_own_data_for_nobody(
    database: None, monkeypatch: pytest.MonkeyPatch, hour: Clock, language: str
) -> None:
    def ask_from(address: str, mail: str) -> Any:
        return Client(headers=SAME_ORIGIN, REMOTE_ADDR=address).post(PLACES[language], {"mail": f"{mail}@example.com"})

    monkeypatch.setattr(limits_module, "FOR_ALL", 15)
    for number in range(15):
        assert ask_from(f"198.18.{number}.1", f"someone{number}").status_code == 303
    answers = [ask_from("203.0.113.9", f"fresh{number}") for number in range(4)]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 429]
    assert MagicLink.objects.count() == 18
    assert "fresh3@example.com" in texts(answers[3])
