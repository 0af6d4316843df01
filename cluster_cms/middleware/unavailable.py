"""Answers 503 when the database cannot be read, naming company and desk as a page printed them last."""

from django.db import Error, InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _

from cluster_cms.middleware.routing import Middleware, is_staff_area
from cluster_cms.pages import last_identity
from cluster_cms.views import errors

# What a database that is away, locked or over its limits raises; other errors are faults of ours.
AWAY = (OperationalError, InterfaceError, InternalError)


class UnavailableMiddleware(Middleware):
    """Answers 503 instead of 500 when a public page fails on the database, and never an old page.

    After each request it remembers the company and desk that the page has printed, for the page of that 503.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        last_identity.remember(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 503 to a public request that failed on the database; leave other errors to Django."""
        if not isinstance(exception, Error) or is_staff_area(request):
            return None
        return errors.unavailable(request)


def staff_unavailable(request: HttpRequest, text: str = "") -> HttpResponse:
    """Answer 503 to staff, with a button that sends the same form again; to a program as JSON. Asks no database."""
    with translation.override(staff_language(request)):
        text = text or _("Our records do not answer. Nothing was saved. Please wait half a minute and try again.")
        response = answer_program(text) if wants_json(request) else answer_person(request, text)
    response.headers["Retry-After"] = "30"  # seconds
    return response


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "").split(",")[0]


def answer_program(text: str) -> HttpResponse:
    body = {"success": False, "error_code": "unavailable", "error_message": text}
    return JsonResponse(body, status=503)


def answer_person(request: HttpRequest, text: str) -> HttpResponse:
    """Return the page; what holds files or a password is not sent again from it: the browser's Back is offered."""
    posted = [(name, value) for name, values in request.POST.lists() for value in values]
    secret = any("password" in name for name in request.POST)
    again = request.method == "POST" and not request.FILES and not secret
    return errors.page_of(
        "cluster_cms/staff_unavailable.html",
        503,
        address=request.get_full_path(),
        text=text,
        posted=posted if again else [],
        again=again,
    )


def staff_language(request: HttpRequest) -> str:
    """Return the language this person chose for the staff area; Japanese where the database cannot tell it."""
    try:
        profile = getattr(request.user, "wagtail_userprofile", None)
    except Error:
        profile = None
    return str(profile.get_preferred_language()) if profile else translation.get_language() or "ja"
