"""Rate counters name nobody, and are deleted within the day."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command

from cluster_cms import clock as clock_module
from cluster_cms.operations.heartbeats import Heartbeat
from cluster_cms.promises.crawler import crawl_job
from contact.models import RateCounter
from contact.rate_limits.counters import HALF_DAY, HOUR, MINUTE, TEN_MINUTES, TimeWindow, delete_old_counters, increment
from tests.contact.visit import WRITTEN, Visit
from tests.infrastructure.cast import Clock

WINDOWS = [MINUTE, TEN_MINUTES, HOUR, HALF_DAY]


@pytest.mark.django_db
@pytest.mark.parametrize("window", WINDOWS, ids=lambda window: window.name)
@pytest.mark.parametrize("moment", ["2040-12-01 00:00", "2040-12-01 11:59:59", "2040-12-01 23:59:59"])
def test_no_count_outlives_a_day(clock: Clock, window: TimeWindow, moment: str) -> None:
    clock.set(moment)
    increment({window.key("posts", "192.0.2.1"): window})
    clock.forward(hours=12)
    delete_old_counters()
    assert not RateCounter.objects.exists()


@pytest.mark.django_db
def test_a_count_stays_as_long_as_its_window(hour: Clock) -> None:
    keys = {HOUR.key("posts", "192.0.2.1"): HOUR}
    increment(keys)
    hour.forward(minutes=59)
    delete_old_counters()
    assert list(increment(keys).values()) == [2]


@pytest.mark.django_db
def test_the_worker_deletes_old_counters(visit: Callable[..., Visit], hour: Clock) -> None:
    visit().send_all()
    assert RateCounter.objects.exists()
    hour.forward(hours=12)
    Heartbeat.objects.create(job=crawl_job().name, ended_at=clock_module.now())  # spare the crawl
    call_command("work", once=True)
    assert not RateCounter.objects.exists()


def test_a_network_has_another_key_in_every_window_and_for_everything_counted(clock: Clock) -> None:
    keys: set[str] = set()
    for _day in range(3):
        for window in WINDOWS:
            clock.set("2026-12-01 00:00") if not keys else clock.forward(days=1)
            keys |= {window.key("posts", "192.0.2.1"), window.key("sends", "192.0.2.1")}
    assert len(keys) == 3 * len(WINDOWS) * 2


def test_the_salt_is_of_the_day_and_of_the_key(clock: Clock, settings: Any) -> None:
    clock.set("2026-12-01 10:00")
    before = HOUR.key("posts", "192.0.2.1")
    settings.LOOKUP_KEY = b"x" * 32
    assert HOUR.key("posts", "192.0.2.1") != before


@pytest.mark.parametrize("window", WINDOWS, ids=lambda window: window.name)
def test_windows_follow_each_other_without_gap_and_divide_the_day(clock: Clock, window: TimeWindow) -> None:
    start = clock.set("2026-12-01 00:00")
    assert (window.start(), timedelta(days=1) % window.length) == (start, timedelta())
    clock.set(window.end())
    assert window.start() == start + window.length
    assert window.start() <= clock_module.now() < window.end()


def test_the_table_holds_hashes_numbers_and_times_alone(visit: Callable[..., Visit], hour: Clock) -> None:
    visit().send_all(message="同じ文面を二十文字より長く書いたお問い合わせの本文です。")
    rows = list(RateCounter.objects.values())
    assert rows
    for row in rows:
        assert set(row) == {"key", "count", "ends_at"}
        assert re.fullmatch("[0-9a-f]{64}", row["key"])
    assert not any(text in str(rows) for text in ("127.0.0.1", WRITTEN["mail"], WRITTEN["name"]))
