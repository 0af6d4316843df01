"""No cookie for visitors, ever (policy item 5)."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cluster_cms.middleware.areas import is_staff_area

logger = logging.getLogger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]


class NoCookieMiddleware:
    """Hides cookies from public views; strips any that one of them sets, and reports which view tried.

    What comes with a request is hidden because a made-up cookie is enough for Django to answer with `Set-Cookie` (an
    invalid session is deleted, an invalid CSRF token replaced) and `Vary: Cookie`.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_staff_area(request):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        if response.cookies:
            view = request.resolver_match.view_name if request.resolver_match else "no view"
            logger.error("cookie %s of %s stripped from a public page", ", ".join(sorted(response.cookies)), view)
            response.cookies.clear()
        return response
