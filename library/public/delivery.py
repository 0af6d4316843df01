"""Delivers the file of a revision: under its own name, to be kept for good, and never opened inside the site."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.cache import get_conditional_response

from cluster_cms.text.file_names import content_disposition
from library.models import DocumentRevision

ONE_YEAR = 365 * 24 * 60 * 60  # seconds
# A file never changes, so that browsers need not ask again; whether it may still be had, shared caches ask each second.
KEPT_FOR_GOOD = f"public, max-age={ONE_YEAR}, immutable, s-maxage=1"


def deliver(request: HttpRequest, revision: DocumentRevision, *, canonical: str) -> HttpResponseBase:
    """Answer with a file; 410 for one that was withdrawn. `canonical` is the page of its document. Raises Http404."""
    if revision.withdrawn_on:
        return withdrawn(request, canonical)
    etag = f'"{revision.sha256}"'
    # Asked before the file is opened: Django's own answer 304 would leave it open.
    response: HttpResponseBase = get_conditional_response(request, etag=etag) or opened(revision)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = KEPT_FOR_GOOD
    response.headers["ETag"] = etag
    response.headers["Link"] = f'<{canonical}>; rel="canonical"'
    if revision not in revision.document.present:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def opened(revision: DocumentRevision) -> FileResponse:
    """Return the file under the name it was uploaded with. Raises Http404 when the storage has lost it."""
    try:
        response = FileResponse(revision.file.open("rb"), content_type=revision.content_type)
    except OSError as error:
        raise Http404 from error
    neutral = f"{revision.document.name}-{revision.number}"
    response.headers["Content-Disposition"] = content_disposition(revision.file_name, attachment=True, neutral=neutral)
    response.headers["Content-Length"] = str(revision.size)
    return response


def withdrawn(request: HttpRequest, canonical: str) -> HttpResponse:
    """Say that a file was withdrawn, and where its document is."""
    return TemplateResponse(request, "library/withdrawn.html", {"document_address": canonical}, status=410)
