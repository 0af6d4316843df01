"""When the database cannot be read, visitors get 503 and a word on when to come back, never an old page."""

from collections.abc import Callable

from django.db import Error
from django.http import HttpRequest, HttpResponse

from cluster_cms.middleware.routing import is_staff_area
from cluster_cms.pages import last_identity
from cluster_cms.views import errors

Handler = Callable[[HttpRequest], HttpResponse]


class UnavailableMiddleware:
    """Answers 503 in place of 500 when a public page fails on the database."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        last_identity.note(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Error) or is_staff_area(request):
            return None
        return errors.unavailable(request)
