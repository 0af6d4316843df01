"""Whether the time of an answer tells that an address is known: 200 requests each, in turns, in one run.

Run by `make test-extra`. Turns meet the same moods of the machine; the medians then differ by less than a tenth.
"""

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

import pytest
from django.core.cache import cache

from contact.models import Inquiry
from contact.rate_limits import limits
from contact.text.email_address import email_hmac
from tests.contact.privacy.conftest import writer_of
from tests.contact.privacy.person import Writer

__all__ = ["writer_of"]

TURNS, MOST_APART = 200, 1.1


def seconds_of(writer: Writer) -> float:
    began = perf_counter()
    assert writer.ask().status_code == 303
    return perf_counter() - began


def test_known_and_unknown_addresses_are_answered_in_the_same_time(
    writer_of: Callable[..., Writer], database: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    for name in ("PER_ADDRESS", "PER_NETWORK", "FOR_ALL"):
        monkeypatch.setattr(limits, name, 10_000)
    known, unknown = writer_of("hanako@example.com"), writer_of("nobody@example.com")
    assert Inquiry.objects.filter(email_hmac=email_hmac(known.address)).exists()
    times: dict[str, list[float]] = {known.address: [], unknown.address: []}
    cache.clear()
    for turn in range(TURNS + 10):
        for writer in (known, unknown) if turn % 2 else (unknown, known):
            times[writer.address].append(seconds_of(writer))
    first, second = (median(taken[10:]) for taken in times.values())
    with capsys.disabled():
        print(f"\nmedian of {TURNS}: known {first * 1000:.2f} ms, unknown {second * 1000:.2f} ms")
    assert 1 / MOST_APART < first / second < MOST_APART
