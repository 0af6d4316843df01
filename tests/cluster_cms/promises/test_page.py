"""The page of the nine promises: what it says of checks that pass, grow old, fail, or cannot be made."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail import hooks

from cluster_cms.promises.chains import verify_chains
from cluster_cms.promises.crawler import CRAWL, FIGURES
from cluster_cms.promises.evidence import Evidence, State, gather
from cluster_cms.promises.measurements import Measurement, store_measurement
from cluster_cms.promises.nightly_counts import check_and_count
from contact.models import Inquiry
from tests.infrastructure.cast import Clock

Show = Callable[[Evidence], str]
MOST_QUERIES = 42  # of all nine items together, header and footer included


@pytest.fixture
def checked(database: None, clock: Clock) -> Clock:
    """The nightly check was made at four in the morning, now."""
    clock.set("2026-11-26 04:00")
    verify_chains()
    store_measurement(CRAWL, figures=dict.fromkeys(FIGURES, 0) | {"addresses": 90, "leaving": 3}, faults=[])
    return clock


@pytest.fixture
def shown(visitor: Client) -> Iterator[Show]:
    """Shows one more piece of evidence on the page."""
    registered: list[Evidence] = []
    with hooks.register_temporarily("register_promise_evidence", lambda: registered):

        def show(evidence: Evidence) -> str:
            registered[:] = [evidence]
            return visitor.get("/en/promises/").content.decode()

        yield show


def test_nine_items_are_stated_with_their_clauses(checked: Clock, visitor: Client, language: str) -> None:
    prefix = "" if language == "ja" else "/en"
    page = visitor.get(f"{prefix}/promises/").content.decode()
    assert re.findall(r'id="promise-(\d)"', page) == list("123456789")
    assert f'href="{prefix}/privacy-policy/#linked-sites"' in page
    assert page.count("<time") >= 9


def test_the_page_stays_cheap(checked: Clock, visitor: Client, language: str) -> None:
    address = "/promises/" if language == "ja" else "/en/promises/"
    visitor.get(address)  # the process knows the site now
    with CaptureQueriesContext(connection) as queries:
        visitor.get(address)
    assert len(queries) <= MOST_QUERIES


def test_after_the_nightly_check_every_item_has_evidence(checked: Clock) -> None:
    findings = gather()
    assert findings.unanswered == 0
    assert [item for item in range(1, 10) if not findings.of(item)] == []
    assert [(one.label, one.explanation) for one in findings.evidence if one.state != State.PASSED] == []


def test_before_the_first_nightly_check_nothing_is_called_kept(database: None, visitor: Client) -> None:
    assert gather().state(5) == State.FAILED
    assert "夜間の検査をまだ行っていません" in visitor.get("/promises/").content.decode()


@pytest.mark.parametrize("hours, state", [(29, State.PASSED), (31, State.STALE), (49, State.FAILED)])
def test_a_nightly_figure_grows_old(checked: Clock, hours: int, state: State) -> None:
    checked.forward(hours=hours)
    assert gather().state(5) == state


def test_an_old_figure_is_marked_as_out_of_date(checked: Clock, visitor: Client) -> None:
    checked.forward(hours=49)
    page = visitor.get("/en/promises/").content.decode()
    assert "The nightly check has not run since" in page
    assert "0 failed" not in page


def test_a_failed_check_is_explained(checked: Clock, shown: Show) -> None:
    page = shown(Evidence(4, "a made-up count", 7, holds=False, why="Somebody forgot to delete seven."))
    assert "Somebody forgot to delete seven." in page
    assert 'class="grain--failed" href="#promise-4"' in page
    assert "1 failed" in page


def test_a_check_that_breaks_is_not_passed_over(checked: Clock, visitor: Client) -> None:
    def broken() -> list[Evidence]:
        raise ZeroDivisionError

    with hooks.register_temporarily("register_promise_evidence", broken):
        page = visitor.get("/en/promises/").content.decode()
    assert "Some checks could not be made just now" in page


@pytest.mark.parametrize("number, words", [(0, "0"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (12, "12")])
def test_a_small_number_of_people_is_not_shown(number: int, words: str, database: None, shown: Show) -> None:
    page = shown(Evidence(4, "people of the test", number, people=True))
    figure = re.search(r"people of the test</dt><dd class=\"[^\"]*\">([^<]*)<", page)
    assert figure is not None
    assert figure[1] == words


def test_caches_keep_the_page_for_a_second_and_never_show_it_stale(checked: Clock, visitor: Client) -> None:
    fresh = visitor.get("/promises/").headers["Cache-Control"]
    assert fresh.endswith("s-maxage=1, stale-while-revalidate=2, stale-if-error=0")
    checked.set("2026-11-27 09:59:59.5")  # half a second before the figures are thirty hours old
    ending = visitor.get("/promises/").headers["Cache-Control"]
    assert ending.endswith("s-maxage=0, stale-while-revalidate=0, stale-if-error=0")


def test_the_footer_of_every_page_leads_there(visitor: Client, language: str, database: None) -> None:
    prefix = "/" if language == "ja" else "/en/"
    assert f'href="{prefix}promises/"' in visitor.get(prefix).content.decode().split("<footer", 1)[1]


def test_counts_of_inquiries_are_made_at_night_and_shown_with_their_time(checked: Clock, visitor: Client) -> None:
    check_and_count()
    night = Measurement.objects.latest("pk").measured_at
    checked.forward(hours=5)
    Inquiry.objects.update(purpose="")
    with CaptureQueriesContext(connection) as queries:
        visitor.get("/en/promises/")
    assert night in {one.measured_at for one in gather().of(1)}
    assert not [one for one in queries if "contact_inquiry" in one["sql"] or "contact_transfer" in one["sql"]]
    assert gather().state(1) == State.PASSED


def test_before_the_first_night_the_counts_are_made_now(database: None) -> None:
    Inquiry.objects.update(purpose="")
    assert gather().state(1) == State.FAILED


def test_old_measurements_are_let_go(checked: Clock) -> None:
    checked.forward(days=93)
    verify_chains()
    assert {row.measured_at for row in Measurement.objects.all()} == {checked.forward(days=0)}


def test_only_reading_is_allowed(visitor: Client, database: None) -> None:
    assert visitor.post("/promises/").status_code == 405


def test_the_age_of_a_count_made_now_is_nothing(database: None) -> None:
    assert Evidence(1, "now", 1).age < timedelta(minutes=1)
