"""Dates of the site are dates in Tokyo, written as people of the language write them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from cluster_cms import clock as site_clock
from cluster_cms.clock import tokyo_date, tokyo_time
from tests.infrastructure.cast import Clock


@pytest.mark.parametrize("language, words", [("ja", "2026年12月1日"), ("en", "1 December 2026")])
def test_a_date_is_written_in_the_language_of_the_page(language: str, words: str) -> None:
    with translation.override(language):
        assert tokyo_date(date(2026, 12, 1)) == words
        assert tokyo_date(datetime(2026, 11, 30, 15, 0, tzinfo=UTC)) == words
        assert tokyo_time(datetime(2026, 11, 30, 15, 5, tzinfo=UTC)) == f"{words} 00:05"
        assert tokyo_date(None) == ""


def test_a_day_begins_at_midnight_in_tokyo(clock: Clock) -> None:
    clock.set("2026-11-30 23:59:59")
    assert site_clock.today() == date(2026, 11, 30)
    clock.forward(seconds=1)
    assert site_clock.today() == date(2026, 12, 1)
    assert site_clock.midnight(date(2026, 12, 1)) == site_clock.now()
