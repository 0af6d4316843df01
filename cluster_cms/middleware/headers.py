"""Security and cache headers: strict for the public, workable for the staff area."""

from django.http import HttpRequest, HttpResponse

from cluster_cms import clock
from cluster_cms.middleware.routing import Middleware, is_staff_area
from cluster_cms.pages.freshness import public_cache_control

# The public pages hold no inline script or style and ask no other host; `frame-ancestors 'self'` is for previews.
PUBLIC_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
# The staff area runs scripts of files alone, too (`views/widget_starts.py`). Wagtail's editor writes styles as it runs.
STAFF_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; media-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)


class HeadersMiddleware(Middleware):
    """Sets Content-Security-Policy, both Cross-Origin policies of resources, Permissions-Policy and Cache-Control."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = clock.now()  # a page that was begun before midnight may be yesterday's
        response = self.get_response(request)
        staff = is_staff_area(request)
        response.headers.setdefault("Content-Security-Policy", STAFF_POLICY if staff else PUBLIC_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if not staff and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = public_cache_control(request, response, began)
        return response
