"""Error pages, in the language of the address; those for 400, 500 and 503 need no database, and so have no menu."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from cluster_cms.pages import last_identity
from cluster_cms.pages.near_pages import near_pages
from cluster_cms.templatetags.site_tags import STYLESHEETS


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer with the pages that may be meant; without them where nobody reads it (AddressMiddleware)."""
    if getattr(request, "asked_beforehand", False):
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    with translation.override(language_of(request)):
        return render(request, "404.html", {"near": near_pages(request.path_info)}, status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return with_menu(request, "403.html", 403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return whole(request, "400.html", 400)


def server_error(request: HttpRequest) -> HttpResponse:
    return whole(request, "500.html", 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    response = whole(request, "503.html", 503)
    response.headers["Retry-After"] = "30"  # seconds
    return response


def too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "account/too_many.html", status=429)
    response.headers["Retry-After"] = "60"  # seconds
    return response


def closed(request: HttpRequest, **values: Any) -> HttpResponse:
    """Answer 404 at an address of Wagtail's that this site does not use."""
    raise Http404


def with_menu(request: HttpRequest, template: str, status: int) -> HttpResponse:
    with translation.override(language_of(request)):
        return render(request, template, status=status)


def whole(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    with translation.override(language_of(request)):
        return page_of(template, status, **context)


def page_of(template: str, status: int, **context: Any) -> HttpResponse:
    """Return an error page in the active language."""
    known = last_identity.last_seen() if status == HTTPStatus.SERVICE_UNAVAILABLE else last_identity.present()
    context |= {"stylesheets": STYLESHEETS, "status": status, **known}
    return HttpResponse(render_to_string(template, context), status=status)


def language_of(request: HttpRequest) -> str:
    """Return the language of the address; an error may occur before any middleware has run."""
    return translation.get_language_from_path(request.path_info) or "ja"
