"""Answers 503 when the database cannot be read, naming company and desk as a page printed them last."""

from django.db import Error
from django.http import HttpRequest, HttpResponse

from cluster_cms.middleware.routing import Middleware, is_staff_area
from cluster_cms.pages import last_identity
from cluster_cms.views import errors


class UnavailableMiddleware(Middleware):
    """Answers 503 instead of 500 when a public page fails on the database, and never an old page.

    After each request it remembers the company and desk that the page has printed, for the page of that 503.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        last_identity.remember(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 503 to a public request that failed on the database; leave other errors to Django."""
        if not isinstance(exception, Error) or is_staff_area(request):
            return None
        return errors.unavailable(request)
