"""The responses of the public pages: rendered pages, private pages, and redirects after a POST."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from cluster_cms.text.file_names import content_disposition, stored_name
from contact.models import AttachedFile


class SeeOther(HttpResponseRedirect):
    """303 (RFC 9110, 15.4.4): the answer to this POST is a page to GET, so that a reload sends nothing again."""

    status_code = 303


def render_page(page: Page, request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Return the response of a template with the page's context and more."""
    response: HttpResponse = page.render(request, template=template, context_overrides=context)
    response.status_code = status
    return response


def own_data_page(request: HttpRequest, name: str, title: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Return the response of a template of contact/own_data/ with its title, breadcrumbs and addresses of forms."""
    start = reverse("contact:own_data")
    context |= {
        "title": title,
        "crumbs": [*([] if name == "request_link" else [(_("Your data"), start)]), (title, None)],
        "own_data": start,
        "own_data_open": reverse("contact:own_data_open"),
    }
    return render(request, f"contact/own_data/{name}.html", context, status=status)


def attachment_response(file: AttachedFile) -> HttpResponse:
    """Return a file to be saved under its name; no browser opens it inside the site, whatever it says it is.

    Raises library.attachable.NotAttachable where the library has lost it.
    """
    response = HttpResponse(file.read(), content_type="application/octet-stream")
    name = stored_name(file.name)
    response.headers["Content-Disposition"] = content_disposition(name, attachment=True, neutral="attachment")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def private(response: HttpResponse) -> HttpResponse:
    """Return the response with headers that forbid caches to keep it, and others to learn or list its address."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
