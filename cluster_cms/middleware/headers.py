"""Security and cache headers: strict for the public, workable for the staff area."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cluster_cms.middleware.areas import is_staff_area

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
# Every public page is the same for everyone; browsers ask again each time and get 304 (RFC 9111, 5.2.2).
PUBLIC_CACHE = "public, max-age=0, must-revalidate"


class HeadersMiddleware:
    """Sets Content-Security-Policy, Cross-Origin-Resource-Policy, Permissions-Policy and Cache-Control."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        staff = is_staff_area(request)
        response.headers.setdefault("Content-Security-Policy", STAFF_POLICY if staff else PUBLIC_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if not staff:
            response.headers.setdefault("Cache-Control", self.cache_for(request, response))
        return response

    def cache_for(self, request: HttpRequest, response: HttpResponse) -> str:
        cacheable = request.method in ("GET", "HEAD") and response.status_code in (200, 301, 304)
        return PUBLIC_CACHE if cacheable else "no-store"
