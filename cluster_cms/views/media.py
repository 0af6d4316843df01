"""Pictures from the local disk; with S3 they come from there."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve


def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve the sizes that Wagtail made of a picture, and nothing else of the media.

    Uploaded originals stay inside, for cameras write place and time into them; documents have a view of their own.
    """
    return serve(request, path, document_root=str(Path(settings.MEDIA_ROOT, "images")))
