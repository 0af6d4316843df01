"""Checks where a POST comes from, in place of CSRF cookies on the public side.

Order of evidence: `Sec-Fetch-Site` (https://www.w3.org/TR/fetch-metadata/), else `Origin`, else `Referer`.
Only `same-origin`, or an equal origin, passes; `none`, `same-site` and `Origin: null` count as foreign. A request with
none of the three (old browsers) is unknown: what it may do is for the form to decide, which asks for a signed payload.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.views import serve

from cluster_cms.middleware.routing import Middleware, is_staff_area

SAFE_METHODS = ("GET", "HEAD", "OPTIONS", "TRACE")
View = TypeVar("View", bound=Callable[..., HttpResponse])
_judging: set[Callable[..., HttpResponse]] = {serve}  # views that are given foreign POSTs


class Origin(StrEnum):
    SAME = "same"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"


class JudgedRequest(HttpRequest):
    """A request with an unsafe method, as views see it after the middleware below."""

    origin: Origin
    foreign_post: bool
    csrf_processing_done: bool


def origin_of(request: HttpRequest) -> Origin:
    """Return where a request comes from, by the first evidence it carries."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return Origin.SAME if site == "same-origin" else Origin.FOREIGN
    for evidence in (request.headers.get("Origin"), request.headers.get("Referer")):
        if evidence:
            return Origin.SAME if is_ours(request, evidence) else Origin.FOREIGN
    return Origin.UNKNOWN


def is_ours(request: HttpRequest, address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return (parts.scheme, parts.netloc.lower()) == (request.scheme, request.get_host().lower())


def judges_origin(view: View) -> View:
    """Decorate a view that is given foreign POSTs too: it reads `request.foreign_post`, or a token proves them."""
    _judging.add(view)
    return view


def refuse(request: HttpRequest) -> HttpResponse:
    """Answer 403. None of its words are shown: another site may have written them, for a page with our name on it."""
    return render(request, "cluster_cms/foreign_post.html", status=403)


class SameOriginMiddleware(Middleware):
    """Refuses foreign POSTs, and makes Django ask no CSRF token on the public side, where there is no cookie.

    Pages are checked by the hook `before_serve_page` (cluster_cms.wagtail_hooks): one that can show the text back in
    its own form sets `shows_text_back = True` and reads `request.origin`. Other views are marked `judges_origin`.
    """

    def process_view(self, request: JudgedRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.method in SAFE_METHODS:
            return None
        request.origin = origin_of(request)
        request.foreign_post = request.origin == Origin.FOREIGN
        staff = is_staff_area(request)
        if request.foreign_post and (staff or view not in _judging):
            return refuse(request)
        # In the staff area Django's own token check follows.
        request.csrf_processing_done = not staff
        return None
