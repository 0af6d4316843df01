"""The nightly crawl: it must find everything that it claims is not there."""

from collections.abc import Callable
from itertools import count

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path
from pytest_django import Settings

from cluster_cms import urls
from cluster_cms.promises import crawler
from cluster_cms.promises.chains import verify_chains
from cluster_cms.promises.crawl_progress import CrawlAddress, meet
from cluster_cms.promises.crawler import (
    CRAWL,
    MISSING,
    Visit,
    begin,
    crawl,
    crawl_portion,
    crawl_when_due,
    is_broken,
    visit,
)
from cluster_cms.promises.evidence import State, gather
from cluster_cms.promises.html_parser import read_css, read_page
from cluster_cms.promises.http_client import VisitorResponse, visitor_client
from cluster_cms.promises.measurements import Measurement
from tests.infrastructure.cast import Clock

Get = Callable[[str], VisitorResponse]

handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


def misbehaves(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(
        '<img src="https://other.example/x.png"><a href="https://else.example/">out</a><a href="/moved/">on</a>'
    )
    response.set_cookie("tracking", "1")
    return response


def moved(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=301, headers={"Location": "/breaks/", "Set-Cookie": "raw=1; path=/"})


def breaks(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [
    path("misbehaves/", misbehaves, name="misbehaves"),
    path("moved/", moved),
    path("breaks/", breaks),
    *urls.urlpatterns,
]


@pytest.fixture
def broken_site(database: None, settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__


def answering(text: str, status: int = 200) -> Get:
    """Return a client to which every address of this site answers the same."""
    return lambda address: VisitorResponse(404 if address in MISSING else status, "html", text, "", (), ())


def look(address: str) -> Visit:
    return visit(address, visitor_client())


def test_the_crawl_finds_each_kind_of_fault(broken_site: None) -> None:
    found = [fault for address in ("/misbehaves/", "/moved/", "/breaks/") for fault in look(address).faults]
    assert found == [
        ["stripped", "/misbehaves/", "tracking"],
        ["host", "/misbehaves/", "other.example"],
        ["unmarked", "/misbehaves/", "https://else.example/"],
        ["stripped", "/moved/", "raw"],
        ["broken", "/breaks/", "500"],
    ]


def test_it_follows_links_and_redirects(broken_site: None) -> None:
    assert look("/misbehaves/").own == ["/moved/"]
    assert look("/moved/").own == ["/breaks/"]


def test_an_address_of_the_site_that_answers_with_an_error_is_broken() -> None:
    assert [status for status in (200, 206, 302, 304) if is_broken("/some/page/", status)] == []
    assert all(is_broken("/some/page/", status) for status in (400, 401, 403, 404, 405, 410, 429, 500, 503))


def test_where_nothing_is_the_site_must_say_so() -> None:
    assert [status for status in (200, 301, 400, 404, 410, 500) if not is_broken(MISSING[0], status)] == [404]


def test_the_demo_site_passes_every_night(database: None) -> None:
    verify_chains()
    crawl()
    rows = Measurement.objects.newest_of_each()
    assert {name: row.faults for name, row in rows.items()} == {
        "crawl": [],
        "broken-links": [],
        "audit-chain": [],
        "policy-ledger": [],
    }
    assert rows["crawl"].figures["addresses"] > 80
    assert not CrawlAddress.objects.exists()


def test_a_site_whose_own_host_is_refused_fails(database: None, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["other.example"]
    result = crawl()
    assert result.figures["broken"] > 5
    assert ["broken", "/", "no page can be read"] in result.faults


def test_the_style_sheets_are_read_too(database: None) -> None:
    assert "/static/cluster_cms/css/4-components.css" in look("/").own
    assert "/static/cluster_cms/img/external.svg" in look("/static/cluster_cms/css/4-components.css").own


def test_a_fault_turns_the_item_red(database: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawler, "visitor_client", lambda: answering('<script src="//other.example/x.js"></script>'))
    crawl()
    assert gather().state(3) == State.FAILED


SMALL_SITE = '<a href="/1/">x</a><a href="/2/?q">x</a><a href="https://out.example/">x</a><img src="//o.example/">'


LOOKS = 100  # more than the small site has addresses


@pytest.fixture
def small_site(database: None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A site of few addresses; returns those that were visited."""
    visited: list[str] = []

    def get(address: str) -> VisitorResponse:
        visited.append(address)
        return answering(SMALL_SITE)(address)

    monkeypatch.setattr(crawler, "visitor_client", lambda: get)
    return visited


def test_a_crawl_in_portions_ends_with_the_same_result_and_visits_each_address_once(small_site: list[str]) -> None:
    whole, in_one_go, portions = crawl(), len(small_site), 1
    small_site.clear()
    begin()
    while not (result := crawl_portion(seconds=0)) and portions < LOOKS:
        portions += 1
    assert result
    assert (result.figures, result.faults) == (whole.figures, whole.faults)
    assert (result.figures["broken"], result.figures["leaving"], result.figures["host"]) == (0, 1, in_one_go)
    assert portions == in_one_go + 1 == len(set(small_site)) + 1


def test_the_worker_goes_on_where_another_has_stopped_and_rests_for_a_day(
    small_site: list[str], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crawler, "PORTION", 0)
    for _look in range(LOOKS):
        crawl_when_due()
    assert Measurement.objects.filter(check_name=CRAWL).count() == 1
    assert len(small_site) == len(set(small_site))
    crawl_when_due()
    assert not CrawlAddress.objects.exists()
    clock.forward(days=1, minutes=1)
    crawl_when_due()
    assert CrawlAddress.objects.exists()


@pytest.mark.parametrize(
    "text, loaded",
    [
        ("a{background:url(x.svg)}", {"x.svg"}),
        ("a{background:url( 'https://o.example/x' )}", {"https://o.example/x"}),
        ('@import "https://o.example/y.css";', {"https://o.example/y.css"}),
        ("@font-face{src:url(//o.example/f.woff2)}", {"//o.example/f.woff2"}),
        ("a{color:red}", set()),
    ],
)
def test_what_a_style_sheet_loads(text: str, loaded: set[str]) -> None:
    assert {one.strip() for one in read_css(text).loaded} == loaded


@pytest.mark.parametrize(
    "text",
    [
        '<iframe src="https://o.example/"></iframe>',
        '<img srcset="/a.png 1x, https://o.example/b.png 2x">',
        '<form action="https://o.example/"></form>',
        '<link rel="preconnect" href="https://o.example">',
        '<object data="https://o.example/"></object>',
    ],
)
def test_what_a_page_loads_from_another_host(text: str, database: None) -> None:
    assert [fault[0] for fault in visit("/", answering(text)).faults].count("host") == 1


@pytest.mark.parametrize(
    "link, marked",
    [
        ('<a class="external" href="https://o.example/">x<span class="sr-only"> (external)</span></a>', True),
        ('<a class="external" href="https://o.example/">only seen</a>', False),
        ('<a href="https://o.example/"><span class="sr-only">only heard</span></a>', False),
        ('<a href="/">stays</a><a href="mailto:x@o.example">mail</a>', True),
        ('<a href="https://[broken">x</a>', True),
    ],
)
def test_a_mark_is_for_eyes_and_for_screen_readers(link: str, marked: bool, database: None) -> None:
    assert (read_page(link).unmarked == []) == marked


def test_a_site_without_end_ends_the_crawl_as_a_fault(
    monkeypatch: pytest.MonkeyPatch, database: None, clock: Clock
) -> None:
    names = (f'<a href="/{number}/">x</a>' for number in count())
    monkeypatch.setattr(crawler, "visitor_client", lambda: lambda address: answering(next(names))(address))
    begin()
    assert crawl_portion(seconds=0) is None
    clock.forward(hours=13)
    result = crawl_portion(seconds=0)
    assert result
    assert "not visited within 12 hours" in result.faults[-1][2]
    assert gather().state(5) == State.FAILED


def test_an_address_of_any_length_is_remembered(database: None) -> None:
    meet(["/" + "x" * 10_000, "/" + "x" * 10_000, "/あ/"])
    assert CrawlAddress.objects.count() == 2
