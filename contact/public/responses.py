"""The responses of the public pages: rendered pages, private pages, and redirects after a POST."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page


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


def private(response: HttpResponse) -> HttpResponse:
    """Return the response with headers that forbid caches to keep it, and others to learn or list its address."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
