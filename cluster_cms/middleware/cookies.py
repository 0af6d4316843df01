"""No cookie for visitors, unless the page says so on the page (policy item 5)."""

import logging

from django.http import HttpRequest, HttpResponse, parse_cookie

from cluster_cms.middleware.routing import Middleware, is_staff_area

logger = logging.getLogger(__name__)
STRIPPED = "stripped_cookies"  # attribute of the response that the nightly crawl reads


class NoCookieMiddleware(Middleware):
    """Hides cookies from public views, strips those that a view sets, and logs which view it was.

    Cookies of the request are hidden because a made-up one makes Django answer with `Set-Cookie` (it deletes an invalid
    session, replaces an invalid CSRF token) and `Vary: Cookie`. It is the first middleware, so that it sees every
    response: error pages, media, redirects and those of the other middleware.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_staff_area(request):
            return self.get_response(request)
        request.META["withheld_cookies"] = request.META.pop("HTTP_COOKIE", "")
        response = self.get_response(request)
        strip(request, response)
        return response


def let_through(request: HttpRequest, names: frozenset[str]) -> None:
    """Let a page read and set the cookies that it states, and no others."""
    received = parse_cookie(request.META.get("withheld_cookies", ""))
    request.COOKIES = {name: value for name, value in received.items() if name in names}
    request.META["stated_cookies"] = names


def strip(request: HttpRequest, response: HttpResponse) -> None:
    """Remove every cookie that the page does not state; a page that states any may differ by it, and is not cached."""
    stated = request.META.get("stated_cookies", frozenset())
    raw = response.headers.get("Set-Cookie", "")
    unstated = [name for name in sorted(response.cookies) if name not in stated]
    if raw:  # written past Django's own list, which is the only way to set one here
        del response.headers["Set-Cookie"]
        unstated.append(raw.partition("=")[0])
    for name in unstated:
        response.cookies.pop(name, None)
    if unstated:
        view = request.resolver_match.view_name if request.resolver_match else "no view"
        logger.error("cookie %s of %s stripped from a public page", ", ".join(unstated), view)
        setattr(response, STRIPPED, unstated)
    if stated:
        response.headers["Cache-Control"] = "private, no-store"
