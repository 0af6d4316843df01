"""The address alone decides the language: no cookie, no Accept-Language, no redirect."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from cluster_cms.middleware.areas import is_staff_area

Handler = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Activates the language of the address; Django's own middleware would add `Vary: Accept-Language`."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        if not is_staff_area(request):  # the admin speaks each person's own language
            response.headers.setdefault("Content-Language", language)
        return response
