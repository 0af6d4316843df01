"""Security and cache headers: strict for the public, workable for the staff area."""

from collections.abc import Callable
from datetime import datetime

from django.db import Error
from django.http import HttpRequest, HttpResponse

from cluster_cms import clock
from cluster_cms.middleware.routing import is_staff_area
from cluster_cms.pages import freshness

Handler = Callable[[HttpRequest], HttpResponse]

# The public pages hold no inline script or style and ask no other host; `frame-ancestors 'self'` is for previews.
PUBLIC_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
# Wagtail's admin needs inline scripts and styles.
STAFF_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)


class HeadersMiddleware:
    """Sets Content-Security-Policy, Cross-Origin-Resource-Policy, Permissions-Policy and Cache-Control."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = clock.now()  # a page that was begun before midnight may be yesterday's
        response = self.get_response(request)
        staff = is_staff_area(request)
        response.headers.setdefault("Content-Security-Policy", STAFF_POLICY if staff else PUBLIC_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if not staff and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = self.cache_for(request, response, began)
        return response

    def cache_for(self, request: HttpRequest, response: HttpResponse, began: datetime) -> str:
        """Let every public page be kept: it is the same for everyone; browsers ask again each time and get 304."""
        if request.method not in ("GET", "HEAD") or response.status_code not in (200, 301, 304):
            return "no-store"
        try:
            return freshness.cache_control(until=freshness.next_change(began))
        except Error:
            return "no-store"
