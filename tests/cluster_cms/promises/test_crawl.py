"""The nightly crawl: it must find everything that it claims is not there."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path
from pytest_django import Settings

from cluster_cms import urls
from cluster_cms.promises import crawler
from cluster_cms.promises.crawler import Crawler, EndlessSite, check, crawl
from cluster_cms.promises.evidence import State, gather
from cluster_cms.promises.html_parser import read_css, read_page
from cluster_cms.promises.http_client import VisitorResponse
from cluster_cms.promises.measurements import Measurement

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


def crawler_of(text: str) -> Crawler:
    return Crawler(get=lambda address: VisitorResponse(200, "html", text, "", (), ()))


def test_the_crawl_finds_each_kind_of_fault(broken_site: None) -> None:
    found = Crawler()
    for address in ("/misbehaves/", "/moved/", "/breaks/"):
        found.visit(address)
    assert found.faults == [
        ["stripped", "/misbehaves/", "tracking"],
        ["host", "/misbehaves/", "other.example"],
        ["unmarked", "/misbehaves/", "https://else.example/"],
        ["stripped", "/moved/", "raw"],
        ["broken", "/breaks/", "500"],
    ]


def test_it_follows_links_and_redirects(broken_site: None) -> None:
    assert Crawler().visit("/misbehaves/") == ["/moved/"]
    assert Crawler().visit("/moved/") == ["/breaks/"]


def test_the_demo_site_passes_every_night(database: None) -> None:
    check()
    rows = Measurement.objects.newest_of_each()
    assert {name: row.faults for name, row in rows.items()} == {"crawl": [], "audit-chain": [], "policy-ledger": []}
    assert rows["crawl"].figures["addresses"] > 80


def test_the_style_sheets_are_read_too(database: None) -> None:
    found = Crawler()
    assert "/static/cluster_cms/css/4-components.css" in found.visit("/")
    assert "/static/cluster_cms/img/external.svg" in found.visit("/static/cluster_cms/css/4-components.css")


def test_a_fault_turns_the_item_red(database: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawler, "Crawler", lambda: crawler_of('<script src="//other.example/x.js"></script>'))
    crawl()
    assert gather().state(3) == State.FAILED


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
    found = crawler_of(text)
    found.visit("/")
    assert found.count("host") == 1


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


def test_a_site_without_end_stops_the_crawl(monkeypatch: pytest.MonkeyPatch, database: None) -> None:
    monkeypatch.setattr(crawler, "MOST", 3)
    with pytest.raises(EndlessSite):
        crawler_of('<a href="/1/">x</a><a href="/2/">x</a><a href="/3/">x</a>').visit_all("/")
