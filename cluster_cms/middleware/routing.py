"""Staff or visitors, language and site of a request, by its address alone: no cookie, no Accept-Language."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from wagtail.log_actions import LogContext
from wagtail.views import serve

from cluster_cms.pages.pictures.audience import answering
from cluster_cms.pages.sites import site_for

STAFF = "/admin/"
MULTIPLE_UPLOAD = "/multiple/"  # each file's own form says there what was changed


class Middleware:
    """Base of the site's middleware: passes each request on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)


def is_staff_area(request: HttpRequest) -> bool:
    return request.path_info.startswith(STAFF)


class LanguageMiddleware(Middleware):
    """Activates the language of the address; Django's own middleware would add `Vary: Accept-Language`."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        if not is_staff_area(request):  # the admin speaks each person's own language
            response.headers.setdefault("Content-Language", language)
        return response


def acting(request: HttpRequest, *, staff: bool) -> AbstractContextManager[object]:
    """Return a context in which changes are recorded under whoever is signed in, on screens that are not Wagtail's too.

    The account is read when something is recorded, not before: a public page asks for none.
    """
    return LogContext(user=request.user) if staff else nullcontext()


class AudienceMiddleware(Middleware):
    """Has pictures made for visitors in public requests alone; tells staff about their files, and who acts is known."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        staff = is_staff_area(request)
        with answering(staff=staff) as notices, acting(request, staff=staff):
            response = self.get_response(request)
        if staff and MULTIPLE_UPLOAD not in request.path_info:
            for sentence in dict.fromkeys(notices):
                messages.info(request, sentence)
        return response


class SiteMiddleware(Middleware):
    """Sets the site that Wagtail's `Site.find_for_request` returns, without its queries.

    Lazily, so that an error of the database arises in the view, where it becomes a 503.
    """

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> None:
        if view is serve:
            request._wagtail_site = SimpleLazyObject(lambda: site_for(request))
