"""The stored counts: added to by several processes, bounded, without small numbers, and deleted at their term."""

from datetime import date, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connections
from wagtail.models import Page

from cluster_cms.operations.jobs import run_due_jobs
from cluster_cms.pages import content_stamp
from cluster_cms.statistics import daily_counts
from cluster_cms.statistics.counted_pages import page_keys
from cluster_cms.statistics.daily_counts import DailyCount, add_counts, tidy_counts
from cluster_cms.statistics.view_counter import View
from home.models import CompanyPage
from tests.infrastructure.cast import Clock, live_page

DAY = (date(2028, 1, 31) - date(1970, 1, 1)).days


def view(path: str = "/", host: str = "", day: int = DAY, found_nothing: bool = False) -> View:
    return View(day, path.encode().decode("latin-1"), "en" if path.startswith("/en/") else "ja", host, found_nothing)


def numbers(*columns: str) -> list[Any]:
    return list(DailyCount.objects.order_by(*columns).values_list(*columns, "number"))


def test_counts_of_several_processes_are_added_up(database: None) -> None:
    for _process in range(3):
        add_counts({view(host="example.com"): 2, view(): 1, view(found_nothing=True): 1})
    assert [row[1:] for row in numbers("page", "host")] == [("", 3), ("example.com", 6), ("", 3)]


def test_processes_that_write_at_once_lose_nothing(committed_db: None) -> None:
    def write() -> None:
        for _time in range(5):
            add_counts({view("/"): 1, view("/news/"): 1, view("/en/"): 1})
        connections.close_all()

    threads = [Thread(target=write) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [row[1] for row in numbers("page")] == [20, 20, 20]


def test_an_address_is_stored_as_its_page(database: None) -> None:
    policy, english = live_page("policy.policypage"), live_page("policy.policypage", "en")
    below = ["/privacy-policy/", "/privacy-policy/on/2024-05-01/", "/privacy-policy/compare/1..2/"]
    expected = dict.fromkeys(below, str(policy.pk)) | {"/en/privacy-policy/v/1/": str(english.pk)}
    expected |= {"/search/": "search:search", "/en/promises/": "promises", "": "other"}
    expected |= {"/": str(live_page("home.homepage").pk), "/" + "a/" * 500: "other", "/\0/": "other"}
    assert {path: key for path, key in page_keys(expected).items() if key != expected[path]} == {}


def test_a_title_in_japanese_has_its_page(home_page: Page) -> None:
    below = home_page.add_child(instance=CompanyPage(title="製品", slug="製品"))
    path = "/製品/".encode().decode("latin-1")
    assert page_keys([path])[path] == str(below.pk)


def test_a_day_keeps_a_bounded_number_of_hosts(database: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily_counts, "HOSTS_PER_DAY", 2)
    add_counts({view(host="a.example"): 1})
    add_counts({view(host=f"{name}.example"): count for name, count in (("b", 3), ("c", 5), ("d", 1))} | {view(): 1})
    add_counts({view(host="a.example"): 1, view(host="b.example"): 1})
    assert numbers("host") == [("", 1), ("a.example", 2), ("c.example", 5), ("other", 5)]


def test_our_own_hosts_are_no_referring_ones(database: None, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["www.cluster.example", "localhost"]
    add_counts({view(host="cluster.example"): 1, view(host="other"): 1})
    assert numbers("host") == [("", 1), ("other", 1)]


def test_small_hosts_of_past_days_are_taken_together(database: None, clock: Clock) -> None:
    clock.set("2028-02-01 01:00")
    add_counts({view("/", "few.example"): 3, view("/news/", "few.example"): 1, view("/", "many.example"): 5})
    tidy_counts()
    assert len(numbers("host")) == 3  # what was counted before midnight may still come in
    clock.forward(hours=2)
    for _time in range(2):
        tidy_counts()
    assert sorted(numbers("host")) == [("many.example", 5), ("other", 1), ("other", 3)]


def test_counts_are_deleted_at_their_term(database: None, clock: Clock, settings: Any) -> None:
    settings.STATISTICS_DAYS = 30
    clock.set("2028-02-29 12:00")
    for day in (DAY - 2, DAY - 1, DAY):
        add_counts({view(day=day): 1})
    tidy_counts()
    assert numbers("day") == [(date(2028, 1, 30), 1), (date(2028, 1, 31), 1)]
    assert date(2028, 2, 29) - timedelta(days=30) == date(2028, 1, 30)


def test_counting_changes_no_page(committed_db: None) -> None:
    before = content_stamp.stored_value()
    add_counts({view(): 1})
    tidy_counts()
    assert content_stamp.stored_value() == before


def test_the_worker_tidies(database: None, clock: Clock) -> None:
    clock.set("2028-02-02 12:00")
    add_counts({view(host="few.example"): 1})
    run_due_jobs()
    assert numbers("host") == [("other", 1)]
