"""Tells Wagtail the site of a page's address, so that it need not look it up for each request."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from wagtail.views import serve

from cluster_cms.sites import site_for

Handler = Callable[[HttpRequest], HttpResponse]


class SiteMiddleware:
    """Fills the place where `Site.find_for_request` keeps what it found.

    Lazily: whatever the database fails at then happens in the view, where an error of it becomes a 503.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> None:
        if view is serve:
            request._wagtail_site = SimpleLazyObject(lambda: site_for(request))
