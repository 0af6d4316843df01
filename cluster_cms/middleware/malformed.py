"""Answers 400 where staff sent what none of our forms sends and a view failed on it.

A view of Wagtail reads most fields as its own pages send them: a missing one, a number that is none or a broken JSON
would be a 500. What is answered here is written to the log as an error all the same, with the place, without a value.
"""

import logging
import traceback
from collections.abc import Iterator
from decimal import InvalidOperation
from json import JSONDecodeError
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.paginator import InvalidPage
from django.core.signing import BadSignature
from django.db import DataError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import NoReverseMatch
from django.utils import translation
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _

from cluster_cms.middleware.routing import Middleware, is_staff_area
from cluster_cms.middleware.unavailable import staff_language, wants_json
from cluster_cms.views import errors

logger = logging.getLogger(__name__)
# A field or an object that is missing, a management form that was tampered with, what no column holds, broken JSON.
UNREADABLE = (
    MultiValueDictKeyError,
    ValidationError,
    ObjectDoesNotExist,
    InvalidPage,
    DataError,
    OverflowError,
    InvalidOperation,
    UnicodeError,
    JSONDecodeError,
    RecursionError,
)
# Faults of ours, unless what was sent stands in them: `invalid literal for int(): 'x'`.
QUOTING = (ValueError, TypeError, LookupError, NoReverseMatch)


class MalformedMiddleware(Middleware):
    """Answers for the errors that arise while a page is rendered; who calls the view asks `malformed_answer`."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return malformed_answer(request, exception)


def malformed_answer(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """Return a 400 when the error lies in what staff sent; None for every other error."""
    if not (is_staff_area(request) and is_malformed(request, error)):
        return None
    logger.error("a request of staff could not be read: %s %s", request.method, route_of(request), exc_info=error)
    with translation.override(staff_language(request)):
        if wants_json(request):
            text = _(
                "What your browser sent was too large or not in a form that we understand. "
                "Please go back and try again."
            )
            return JsonResponse({"success": False, "error_code": "malformed", "error_message": text}, status=400)
        return errors.page_of("400.html", 400)


def is_malformed(request: HttpRequest, error: Exception) -> bool:
    """Tell whether an error lies in what was sent: by its kind, or because it names a value that was sent."""
    sent = list(values_sent(request))
    if not sent and request.method in ("GET", "HEAD"):
        return False
    if isinstance(error, UNREADABLE):
        return True
    if isinstance(error, QUOTING) and any(names(error, value) for value in sent):
        return True
    return request.method == "POST" and misses_a_field(request, error) and not raised_by_us(error)


def names(error: Exception, value: str) -> bool:
    """Tell whether an error quotes a value; of one with a NUL it may say no more than that."""
    return "\0" in value or repr(value) in str(error) or f"'{value}'" in str(error)


def misses_a_field(request: HttpRequest, error: Exception) -> bool:
    """Tell whether an error is how a view notices that a field was not sent, or was not the one it had signed."""
    if isinstance(error, KeyError):
        return bool(error.args) and not request.POST.get(error.args[0])
    if isinstance(error.__context__, BadSignature):  # and a view stumbled over it
        return True
    return "'NoneType' object" in str(error) or "has no field named" in str(error)


def raised_by_us(error: Exception) -> bool:
    """Tell whether an error arose in a file of the site, whose views know their own fields."""
    frames = list(traceback.walk_tb(error.__traceback__))
    ours = frames and frames[-1][0].f_code.co_filename.startswith(str(settings.ROOT_DIR))
    return bool(ours and "site-packages" not in frames[-1][0].f_code.co_filename)


def values_sent(request: HttpRequest) -> Iterator[str]:
    """Yield all texts of the form and of the address."""
    for given in (request.POST, request.GET):
        for _name, values in given.lists():
            yield from values
    kwargs: dict[str, Any] = request.resolver_match.kwargs if request.resolver_match else {}
    yield from map(str, kwargs.values())


def route_of(request: HttpRequest) -> str:
    """Return the pattern of an address: the address itself may hold what somebody typed."""
    return request.resolver_match.route if request.resolver_match else "?"
