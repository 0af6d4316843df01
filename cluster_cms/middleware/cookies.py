"""No cookie for visitors, ever (policy item 5)."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cluster_cms.middleware.areas import is_staff_area

logger = logging.getLogger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]


class NoCookieMiddleware:
    """Strips any cookie from a public response, and reports which code tried to set it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.cookies and not is_staff_area(request):
            logger.error("cookie %s stripped from a public page", ", ".join(sorted(response.cookies)))
            response.cookies.clear()
        return response
