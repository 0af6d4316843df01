"""Views counted in the memory of a process: before the page cache, with no query in any request.

A view is a GET of a page that was answered 200 or 304 to a person's browser, and that everybody gets alike: what is
answered `no-store` (a step of a form, a page behind a mailed link) is none. Staff are counted like everybody on the
public side, where nobody can tell them from visitors. Where a web server in front counts what it answers
(docker/nginx.conf), it says so in the header FRONT, and the application counts none of its requests again.
"""

import threading
from collections.abc import Callable, Iterable, Mapping
from time import time
from typing import Any, NamedTuple

from cluster_cms.statistics.referrers import DIRECT, OTHER, referring_host
from cluster_cms.statistics.robots import is_ahead_of_time, is_robot

FRONT = "HTTP_X_VIEWS_COUNTED"
FOUND_NOTHING = "cluster_cms.search_found_nothing"  # set in the environ of a search without result
MOST_KEYS = 10_000  # kept apart between two writings; what goes beyond is counted together
TOKYO_OFFSET, DAY = 9 * 60 * 60, 24 * 60 * 60  # seconds; Tokyo has no summer time
COUNTED_STATUS = ("200", "304")

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class View(NamedTuple):
    """What is kept of a view until it is written: the path leads to the page and is then dropped."""

    day: int  # in Tokyo, counted from 1970-01-01
    path: str
    language: str
    host: str  # the referring one
    found_nothing: bool = False  # a search without result, counted besides its page


class ViewCounter:
    """Counts views in memory; several threads add to it."""

    def __init__(self) -> None:
        self.counts: dict[View, int] = {}
        self.lock = threading.Lock()

    def add(self, view: View, number: int = 1) -> None:
        with self.lock:
            counts = self.counts
            if view not in counts and len(counts) >= MOST_KEYS:
                view = View(view.day, "", view.language, OTHER, view.found_nothing)
            counts[view] = counts.get(view, 0) + number

    def take(self) -> dict[View, int]:
        """Return all counts, and begin anew."""
        with self.lock:
            taken, self.counts = self.counts, {}
        return taken

    def put_back(self, taken: Mapping[View, int]) -> None:
        """Add counts that could not be written."""
        for view, number in taken.items():
            self.add(view, number)


class CountingApplication:
    """WSGI application (PEP 3333) around the page cache; `count` is called with each view."""

    def __init__(self, application: Application, count: Callable[[View], None]) -> None:
        self.application = application
        self.count = count

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not may_be_view(environ):
            return self.application(environ, start_response)

        def answer(status: str, headers: Headers, *more: Any) -> Any:
            if status.startswith(COUNTED_STATUS) and is_for_everybody(headers):
                self.note(environ)
            return start_response(status, headers, *more)

        return self.application(environ, answer)

    def note(self, environ: Environ) -> None:
        """Count the view, and a search that has found nothing."""
        path = environ["PATH_INFO"]
        language = "en" if path.startswith("/en/") else "ja"
        day = int(time() + TOKYO_OFFSET) // DAY
        if FOUND_NOTHING in environ:
            self.count(View(day, path, language, DIRECT, True))
        if FRONT not in environ:
            referer = environ.get("HTTP_REFERER")
            host = referring_host(referer, environ.get("HTTP_HOST", "")) if referer else DIRECT
            self.count(View(day, path, language, host))


def may_be_view(environ: Environ) -> bool:
    """Return whether a person asks for a page; all addresses of pages end with a slash."""
    path = environ.get("PATH_INFO", "")
    return (
        environ["REQUEST_METHOD"] == "GET"
        and path.endswith("/")
        and not path.startswith("/admin/")
        and not is_robot(environ.get("HTTP_USER_AGENT", ""))
        and not is_ahead_of_time(environ)
    )


def is_for_everybody(headers: Headers) -> bool:
    """Return whether an answer is not meant for one person alone."""
    return "no-store" not in dict(headers).get("Cache-Control", "")
