"""Whole pages are given out of memory: only what is the same for everyone, and never what has changed since."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from cluster_cms import clock as site_clock
from cluster_cms.middleware import page_cache
from cluster_cms.middleware.page_cache import PageCache
from cluster_cms.pages.content_stamp import Stamp
from home.models import NewsPage
from tests.infrastructure.cast import Clock

PUBLIC = [("Content-Type", "text/html"), ("Cache-Control", "public, s-maxage=1, stale-if-error=86400")]
START = "2028-01-31 12:00"


class Site:
    """A small application that counts what it is asked."""

    def __init__(self, status: str = "200 OK", headers: list[tuple[str, str]] = PUBLIC) -> None:
        self.status, self.headers, self.asked = status, headers, 0
        self.meanwhile: Callable[[], object] = lambda: None

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        self.asked += 1
        self.meanwhile()
        start_response(self.status, self.headers)
        return [f"{environ['PATH_INFO']} {self.asked}".encode()]


def get(application: Any, path: str, method: str = "GET", **headers: str) -> tuple[str, dict[str, str], bytes]:
    """Return status, headers and body of one request."""
    path, _mark, query = path.partition("?")
    environ: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": query, "REQUEST_METHOD": method, **headers}
    setup_testing_defaults(environ)
    answered: list[Any] = []
    body = b"".join(application(environ, lambda *answer: answered.append(answer)))
    return answered[0][0], dict(answered[0][1]), body


class Stamps:
    """Stands for the database: the stamp that the cache reads."""

    def __init__(self) -> None:
        self.change("1.1")

    def change(self, value: str, until: datetime | None = None) -> None:
        self.current = Stamp(value, site_clock.now(), until)


@pytest.fixture
def stamp(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Stamps:
    clock.set(START)
    stamps = Stamps()
    monkeypatch.setattr(page_cache, "current_stamp", lambda: stamps.current)
    monkeypatch.setattr(page_cache, "close_old_connections", lambda: None)
    return stamps


def test_a_page_is_rendered_once_and_then_given_out_of_memory(stamp: Stamps) -> None:
    site = Site()
    cache = PageCache(site)
    assert get(cache, "/news/") == get(cache, "/news/")
    assert get(cache, "/news/?page=2")[2] != get(cache, "/news/")[2]
    status, headers, body = get(cache, "/news/", "HEAD")
    assert (status, body, headers["Content-Length"]) == ("200 OK", b"", "8")
    assert site.asked == 2


@pytest.mark.parametrize(
    "asked",
    [
        {"path": "/news/", "method": "POST"},
        {"path": "/search/?q=resin"},
        {"path": "/contact-us/?receipt=1"},
        {"path": "/news/?page=" + "1" * 240},
        {"path": "/admin/"},
        {"path": "/documents/1/a.pdf"},
    ],
    ids=str,
)
def test_what_may_differ_from_visitor_to_visitor_is_asked_each_time(stamp: Stamps, asked: dict[str, str]) -> None:
    site = Site()
    cache = PageCache(site)
    assert get(cache, **asked)[2] != get(cache, **asked)[2]
    assert site.asked == 2
    assert not cache.pages


@pytest.mark.parametrize(
    "status, headers",
    [
        ("404 Not Found", PUBLIC),
        ("503 Service Unavailable", PUBLIC),
        ("301 Moved Permanently", PUBLIC),
        ("200 OK", [("Cache-Control", "no-store")]),
        ("200 OK", [("Cache-Control", "private, no-store")]),
        ("200 OK", [("Cache-Control", "public, s-maxage=1, stale-if-error=0")]),
        ("200 OK", []),
        ("200 OK", [*PUBLIC, ("Set-Cookie", "a=b")]),
        ("200 OK", [*PUBLIC, ("Vary", "Cookie")]),
    ],
)
def test_errors_and_private_answers_are_never_kept(stamp: Stamps, status: str, headers: list[tuple[str, str]]) -> None:
    cache = PageCache(Site(status, headers))
    first, second = get(cache, "/"), get(cache, "/")
    assert (first[0], first[1]) == (status, dict(headers))
    assert first[2] != second[2]


def test_hosts_and_schemes_have_pages_of_their_own(stamp: Stamps) -> None:
    cache = PageCache(Site())
    answers = {
        get(cache, "/", HTTP_HOST=host, **{"wsgi.url_scheme": scheme})[2]
        for host in ("a.example", "b.example")
        for scheme in ("http", "https")
    }
    assert len(answers) == 4


def test_a_browser_that_has_the_page_gets_304_and_nothing_is_rendered(stamp: Stamps) -> None:
    site = Site()
    cache = PageCache(site)
    tag = get(cache, "/")[1]["ETag"]
    for named in (tag, f'"other", W/{tag}', "*"):
        status, headers, body = get(cache, "/", HTTP_IF_NONE_MATCH=named)
        assert (status, headers["ETag"], body) == ("304 Not Modified", tag, b"")
    assert get(cache, "/", HTTP_IF_NONE_MATCH='"other"')[0] == "200 OK"
    assert site.asked == 1


def test_another_stamp_has_every_page_rendered_anew(stamp: Stamps) -> None:
    cache = PageCache(Site())
    before = get(cache, "/")
    stamp.change("2.2")
    assert get(cache, "/")[2] != before[2]


def test_a_page_rendered_before_a_change_is_not_given_out_after_it(stamp: Stamps) -> None:
    site = Site()
    cache = PageCache(site)
    site.meanwhile = lambda: stamp.change("2.2")  # somebody publishes while it is rendered
    old = get(cache, "/")
    site.meanwhile = lambda: None
    assert get(cache, "/")[2] != old[2]


def test_a_page_ends_with_the_instant_at_which_pages_change_by_themselves(stamp: Stamps, clock: Clock) -> None:
    stamp.change("1.1", site_clock.now() + timedelta(seconds=1.5))
    cache = PageCache(Site())
    answer = get(cache, "/")
    assert "s-maxage=1, stale-while-revalidate=0, stale-if-error=86400" in answer[1]["Cache-Control"]
    clock.set("2028-01-31 12:00:01.5")
    stamp.change("1.1")  # as it is read anew
    assert get(cache, "/")[2] != answer[2]


def test_one_thread_renders_an_address_and_the_others_wait_for_it(stamp: Stamps) -> None:
    site, go_on = Site(), threading.Event()
    cache = PageCache(site)
    site.meanwhile = lambda: go_on.wait(10)
    with ThreadPoolExecutor(8) as threads:
        answers = [threads.submit(get, cache, "/") for _ in range(8)]
        go_on.set()
        assert len({answer.result()[2] for answer in answers}) == 1
    assert site.asked == 1


def test_without_the_database_the_last_page_is_given_out_as_long_as_its_header_allows(
    stamp: Stamps, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = PageCache(Site())
    kept = get(cache, "/")
    monkeypatch.setattr(page_cache, "current_stamp", unreachable)
    clock.set("2028-02-01 11:59")
    assert get(cache, "/")[2] == kept[2]
    assert get(cache, "/never-visited/")[2] != kept[2]
    clock.set("2028-02-01 12:00")
    assert get(cache, "/")[2] != kept[2]


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "301 Moved Permanently", "302 Found"])
def test_a_page_that_is_gone_is_not_shown_again_when_the_database_is_away(
    stamp: Stamps, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site()
    cache = PageCache(site)
    page = get(cache, "/news/")
    stamp.change("2.2")
    site.status = status
    assert get(cache, "/news/")[0] == status
    monkeypatch.setattr(page_cache, "current_stamp", unreachable)
    site.status = "503 Service Unavailable"
    assert get(cache, "/news/") != page
    assert (cache.bytes, dict(cache.pages)) == (0, {})


def test_a_page_that_may_have_been_taken_down_by_another_process_is_not_shown_while_the_database_is_away(
    stamp: Stamps, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site()
    cache = PageCache(site)
    page = get(cache, "/news/")
    stamp.change("2.2")
    get(cache, "/")  # this process learns of a change, and was not asked for the news since
    monkeypatch.setattr(page_cache, "current_stamp", unreachable)
    assert get(cache, "/news/")[2] != page[2]
    assert site.asked == 3


def test_a_page_is_shown_in_place_of_a_server_error_as_long_as_its_header_allows(stamp: Stamps, clock: Clock) -> None:
    site = Site()
    cache = PageCache(site)
    page = get(cache, "/news/")
    stamp.change("2.2")
    site.status, site.headers = "500 Internal Server Error", [("Cache-Control", "no-store")]
    assert get(cache, "/news/")[0::2] == page[0::2]
    assert get(cache, "/never-visited/")[0] == site.status
    clock.set("2028-02-01 12:00")
    assert get(cache, "/news/")[0] == site.status


def unreachable() -> Stamp:
    raise OperationalError


def test_the_pages_least_asked_for_make_room(stamp: Stamps, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_cache, "MOST_BYTES", 12)  # two pages of six bytes
    cache = PageCache(Site())
    for path in ("/a/", "/b/", "/a/", "/c/"):
        get(cache, path)
    assert [key.split()[2] for key in cache.pages] == ["/a/", "/c/"]
    assert cache.bytes == sum(len(page.body) for page in cache.pages.values())


def test_a_page_of_the_site_is_given_out_without_a_query_until_something_is_published(
    committed_db: None, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    cache = PageCache(get_wsgi_application())
    first = get(cache, "/news/")
    with CaptureQueriesContext(connection) as queries:
        assert get(cache, "/news/")[2] == first[2]
    assert len(queries) == 0
    NewsPage.objects.filter(locale__language_code="ja").update(title="Changed by a bulk update")
    assert b"Changed by a bulk update" in get(cache, "/news/")[2]
