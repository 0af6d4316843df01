"""The probes /healthz and /readyz; they tell no details to strangers."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from cluster_cms.operations.health import is_ready


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 while the process runs."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers and no migration waits, else 503."""
    ready = is_ready()
    return HttpResponse("ok\n" if ready else "not ready\n", status=200 if ready else 503, content_type="text/plain")
