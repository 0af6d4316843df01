"""The probes /healthz and /readyz (no details to strangers), and pictures from the local disk."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.static import serve

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


def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve the renditions of pictures, and nothing else of the media.

    Uploaded originals are not public, for cameras write place and time into them; documents have a view of their own.
    """
    return serve(request, path, document_root=str(Path(settings.MEDIA_ROOT, "images")))
