"""No cookie for visitors, unless the page says so on the page (policy item 5)."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, parse_cookie

from cluster_cms.middleware.routing import is_staff_area

logger = logging.getLogger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]
STRIPPED = "stripped_cookies"  # where the answer itself tells the nightly check


class NoCookieMiddleware:
    """Hides cookies from public views; strips any that one of them sets, and reports which view tried.

    What comes with a request is hidden because a made-up cookie is enough for Django to answer with `Set-Cookie` (an
    invalid session is deleted, an invalid CSRF token replaced) and `Vary: Cookie`. It stands first, so that it sees
    every answer: error pages, media, redirects and those of the other middleware.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_staff_area(request):
            return self.get_response(request)
        request.META["withheld_cookies"] = request.META.pop("HTTP_COOKIE", "")
        response = self.get_response(request)
        strip(request, response)
        return response


def let_through(request: HttpRequest, names: frozenset[str]) -> None:
    """Let a page that states its cookies read and set those, and no others."""
    given = parse_cookie(request.META.get("withheld_cookies", ""))
    request.COOKIES = {name: value for name, value in given.items() if name in names}
    request.META["stated_cookies"] = names


def strip(request: HttpRequest, response: HttpResponse) -> None:
    """Take away every cookie that the page has not announced; one that is let through is for one visitor alone."""
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
    if response.cookies:
        response.headers["Cache-Control"] = "private, no-store"
