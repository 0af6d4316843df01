"""What a review link shows: the version of the page with a notice above it, kept by no cache and counted by nobody."""

from http import HTTPStatus
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from cluster_cms import clock
from cluster_cms.middleware.headers import PUBLIC_POLICY
from cluster_cms.middleware.same_origin import judges_origin
from cluster_cms.pages.sites import language_of
from cluster_cms.review.draft_links import DraftLink, find_link, hash_of
from cluster_cms.security.client_address import networks_of

WRONG_TRIES, WINDOW = 20, 600  # unknown links that one network may try in so many seconds
NO_FORMS = PUBLIC_POLICY.replace("form-action 'self'", "form-action 'none'")


@judges_origin  # nothing is written, wherever a form stood
def shared_draft(request: HttpRequest, token: str) -> HttpResponse:
    """Show the version of an open link; else say why nothing is shown: 404, 405, 410 or 429."""
    if request.method not in ("GET", "HEAD"):
        return private(explain(request, HTTPStatus.METHOD_NOT_ALLOWED))
    if has_tried_often(request):
        return private(explain(request, HTTPStatus.TOO_MANY_REQUESTS))
    link = find_link(token)
    if link is None:
        note_wrong_try(request)
        return private(explain(request, HTTPStatus.NOT_FOUND))
    if not link.is_open:
        return private(explain(request, HTTPStatus.GONE))
    return private(show(request, link))


def show(request: Any, link: DraftLink) -> HttpResponse:
    """Return the version of a link as the page will look, in the language of the page."""
    page = link.revision.as_object()
    with translation.override(language_of(page)):
        request.draft_until = clock.tokyo_time(link.expires_at)  # read by the notices of the frame
        response: HttpResponse = page.serve_preview(request, page.default_preview_mode)
        rendered = response.render() if hasattr(response, "render") else response
    rendered.headers["Content-Security-Policy"] = NO_FORMS
    return rendered


def explain(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    response = render(request, "cluster_cms/review/no_draft.html", {"status": status.value}, status=status)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        response.headers["Retry-After"] = str(WINDOW)
    return response


def private(response: HttpResponse) -> HttpResponse:
    """Forbid caches to keep an answer, search engines to list it, and other sites to learn its address."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def counter(request: HttpRequest) -> str:
    return f"draft-links:{hash_of(networks_of(request)[0] + str(clock.today()))}"


def has_tried_often(request: HttpRequest) -> bool:
    return int(cache.get(counter(request), 0)) >= WRONG_TRIES


def note_wrong_try(request: HttpRequest) -> None:
    """Count an unknown link for the visitor's network, whose address is not kept; no row is written."""
    key = counter(request)
    cache.set(key, int(cache.get(key, 0)) + 1, WINDOW)


def private_paths() -> list[str]:
    """Return the path below which review links are, for `register_private_paths`."""
    return [reverse("shared_draft", args=["-"]).removesuffix("-/")]
