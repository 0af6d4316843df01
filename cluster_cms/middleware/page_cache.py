"""Whole public pages, kept in the memory of each process under the content stamp and given out before Django begins.

A page is kept only if every visitor gets the same: a GET of an address whose parameters `PARAMETERS` names,
answered 200 without a cookie and with a Cache-Control that lets caches show it while the site does not answer. It is
given out while the stamp is the one that was read before it was rendered, and never past the next instant at which
pages change by themselves. When the database does not answer, or Django answers 5xx, it is given out as long as that
Cache-Control allows; a page that was taken down or moved is not.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from time import monotonic
from typing import Any
from urllib.parse import parse_qsl

from django.db import Error, close_old_connections

from cluster_cms import clock
from cluster_cms.pages.content_stamp import Stamp, current_stamp
from cluster_cms.pages.freshness import cache_control, stale_seconds

PARAMETERS = re.compile(
    r"page|view|all|from|to|family|use|item|rows|kind|product|language|about|for|[a-z0-9_-]{1,50}-(?:min|max)", re.ASCII
)
LONGEST_QUERY = 240  # characters
NOT_PAGES = ("/admin/", "/static/", "/media/", "/healthz", "/readyz")
DOCUMENT = re.compile(r"/documents/\d+/.")  # a file beside the library, whose pages have names with letters
MOST_BYTES = 16 * 1024 * 1024  # of all pages kept by one process
LARGEST = 1024 * 1024  # bytes of one page
GONE = ("301", "302", "404", "410")  # answers after which a page is not shown again while the site is away
LIFETIME = 60.0  # seconds: for what changes by the calendar alone, and should a change ever go unnoticed
PATIENCE = 5.0  # seconds to wait for another thread that renders the same address

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


@dataclass(frozen=True)
class KeptPage:
    """A page as it was rendered."""

    headers: tuple[tuple[str, str], ...]  # without Cache-Control, ETag and Content-Length
    body: bytes
    etag: str
    stamp: str
    until: datetime | None  # when pages change by themselves next
    stale_until: datetime
    rendered_at: datetime
    kept_at: float  # on the monotonic clock

    def is_current(self, stamp: Stamp) -> bool:
        return self.stamp == stamp.value and stamp.covers(self.rendered_at) and monotonic() < self.kept_at + LIFETIME

    def cache_control(self) -> str:
        return cache_control(until=self.until, stale_until=self.stale_until)

    def answer(self, environ: Environ, start_response: StartResponse) -> list[bytes]:
        """Answer 304 to a browser or cache that has this page, else 200 with it (RFC 9110, 13.1.2)."""
        headers = [("ETag", self.etag), ("Cache-Control", self.cache_control())]
        if matches(environ.get("HTTP_IF_NONE_MATCH", ""), self.etag):
            start_response("304 Not Modified", headers)
            return []
        headers += [*self.headers, ("Content-Length", str(len(self.body)))]
        start_response("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]


class PageCache:
    """WSGI application (PEP 3333) around Django's."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.pages: OrderedDict[str, KeptPage] = OrderedDict()  # the least recently asked first
        self.bytes = 0
        self.newest = ""  # the value of the stamp that was read last
        self.lock = threading.Lock()
        self.rendering = [threading.Lock() for _ in range(64)]  # by address, so that one thread renders it

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        key = cache_key(environ)
        if key is None:
            return self.application(environ, start_response)
        close_old_connections()
        try:
            stamp = current_stamp()
        except Error:
            return self.without_database(key, environ, start_response)
        if stamp is None:
            return self.application(environ, start_response)
        self.newest = stamp.value
        return self.answer(key, stamp, environ, start_response)

    def answer(self, key: str, stamp: Stamp, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if page := self.find(key, stamp):
            return page.answer(environ, start_response)
        turn = self.rendering[hash(key) % len(self.rendering)]
        in_turn = turn.acquire(timeout=PATIENCE)
        try:
            if page := self.find(key, stamp):  # another thread rendered it meanwhile
                return page.answer(environ, start_response)
            return self.render(key, stamp, environ, start_response)
        finally:
            if in_turn:
                turn.release()

    def find(self, key: str, stamp: Stamp) -> KeptPage | None:
        page = self.pages.get(key)
        if page is None or not page.is_current(stamp):
            return None
        with self.lock:
            if key in self.pages:
                self.pages.move_to_end(key)
        return page

    def without_database(self, key: str, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        page = self.shown_while_away(key)
        if page and page.stamp == self.newest:  # else it may have been taken down since
            return page.answer(environ, start_response)
        return self.application(environ, start_response)

    def shown_while_away(self, key: str) -> KeptPage | None:
        page = self.pages.get(key)
        return page if page and clock.now() < page.stale_until else None

    def render(self, key: str, stamp: Stamp, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Let Django answer; keep the answer if it is a page for everyone."""
        began, answered = clock.now(), list[tuple[str, Headers]]()
        response = self.application(environ, lambda status, headers, *more: answered.append((status, headers)))
        status, headers = answered[-1]
        page = self.shown_while_away(key) if status.startswith("5") else None
        if page is None and (environ["REQUEST_METHOD"] != "GET" or not is_for_everyone(status, headers)):
            if status.startswith(GONE):
                self.drop(key)
            start_response(status, headers)
            return response
        body = b"".join(response)
        if close := getattr(response, "close", None):
            close()
        if page is None:
            page = kept_page(headers, body, stamp, began)
            self.keep(key, page)
        return page.answer(environ, start_response)

    def keep(self, key: str, page: KeptPage) -> None:
        """Keep a page, and drop those that were not asked for longest when there are too many bytes."""
        if len(page.body) > LARGEST:
            return
        self.drop(key)
        with self.lock:
            self.pages[key] = page
            self.bytes += len(page.body)
            while self.bytes > MOST_BYTES:
                _key, dropped = self.pages.popitem(last=False)
                self.bytes -= len(dropped.body)

    def drop(self, key: str) -> None:
        with self.lock:
            if page := self.pages.pop(key, None):
                self.bytes -= len(page.body)


def is_no_page(path: str) -> bool:
    """Return whether no page of the site is meant: the staff area, files, what a load balancer asks."""
    return path.startswith(NOT_PAGES) or DOCUMENT.match(path) is not None


def cache_key(environ: Environ) -> str | None:
    """Return scheme, host, path and query of a request whose answer may be kept; None for any other."""
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or is_no_page(path):
        return None
    if query and not is_known(query):
        return None
    return " ".join((environ["wsgi.url_scheme"], environ.get("HTTP_HOST", ""), path, query))


def is_known(query: str) -> bool:
    names = [name for name, _value in parse_qsl(query, keep_blank_values=True)]
    return len(query) <= LONGEST_QUERY and all(map(PARAMETERS.fullmatch, names))


def is_for_everyone(status: str, headers: Headers) -> bool:
    """Return whether an answer is a whole page that every visitor gets alike."""
    named = {name.lower(): value for name, value in headers}
    return (
        status.startswith("200 ")
        and stale_seconds(named.get("cache-control", "")) > 0
        and not {"set-cookie", "vary", "content-encoding"} & named.keys()
    )


def kept_page(headers: Headers, body: bytes, stamp: Stamp, began: datetime) -> KeptPage:
    replaced = {"cache-control", "etag", "content-length"}
    rest = tuple((name, value) for name, value in headers if name.lower() not in replaced)
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    stale_until = began + timedelta(seconds=stale_seconds(dict(headers)["Cache-Control"]))
    return KeptPage(rest, body, etag, stamp.value, stamp.until, stale_until, began, monotonic())


def matches(if_none_match: str, etag: str) -> bool:
    """Return whether a list of entity tags names this one, or any; weak tags count (RFC 9110, 8.8.3.2)."""
    named = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return etag in named or "*" in named
