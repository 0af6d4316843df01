"""Refuses public request bodies that are large, broken, not UTF-8 or carry files, before anything is parsed."""

from collections.abc import Iterator
from enum import Enum
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext_lazy as _

from cluster_cms.middleware.routing import Middleware, is_staff_area
from cluster_cms.middleware.same_origin import SAFE_METHODS
from cluster_cms.views.errors import whole

MOST_BYTES = 256 * 1024
MOST_FIELDS = 60
WITH_FILES = "/with-files/"  # how the address of a form that takes files ends (the edge lets larger bodies pass there)
URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
REPLACEMENT = "\ufffd"  # what Django makes of bytes that are not UTF-8


class Refusal(Enum):
    """Why a request is refused: status (RFC 9110, 15.5), title, and what the visitor can do."""

    ADDRESS = (HTTPStatus.BAD_REQUEST, _("This address cannot be read"), _("Please check the address."))
    UNMEASURED = (
        HTTPStatus.LENGTH_REQUIRED,
        _("This request cannot be read"),
        _("It does not say how long it is. Nothing was sent. Please use another browser, or write to us by email."),
    )
    TOO_LARGE = (
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        _("This is more than we can take at once"),
        _("Nothing was sent. Please go back: your text is still there. Shorten it, or send us the rest by email."),
    )
    CUT = (
        HTTPStatus.BAD_REQUEST,
        _("Your text did not arrive whole"),
        _("Nothing was sent. Please go back: your text is still there. Then try once more."),
    )
    NOT_A_FORM = (
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        _("This request cannot be read"),
        _("Only what our own forms send can be read here, and no files. Please open the form and send it again."),
    )
    NOT_UTF8 = (
        HTTPStatus.BAD_REQUEST,
        _("Some characters cannot be read"),
        _(
            "They did not come as UTF-8, and we do not guess at them. Nothing was sent. "
            "Please go back: your text is still there. Then try once more, or write to us by email."
        ),
    )
    TOO_MANY = (
        HTTPStatus.BAD_REQUEST,
        _("This request cannot be read"),
        _("It holds more fields than any of our forms. Nothing was sent. Please open the form and send it again."),
    )

    SIGNED_OUT = (
        HTTPStatus.FORBIDDEN,
        _("You are not signed in"),
        _(
            "Nothing was saved. Your text is still there when you go back: sign in in another tab of the browser, then "
            "save it again."
        ),
    )

    def page(self, request: HttpRequest) -> HttpResponse:
        status, title, text = self.value
        return whole(request, "cluster_cms/unreadable.html", int(status), title=title, text=text)


class BodyMiddleware(Middleware):
    """Refuses a request that no form of ours sends, with one page that says why; others reach the view parsed."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refusal = next(refusals(request), None)
        return refusal.page(request) if refusal else self.get_response(request)


def refusals(request: HttpRequest) -> Iterator[Refusal]:
    """Yield the reasons to refuse a request, the cheapest check first; each relies on the ones before."""
    if "\0" in request.path_info:  # PostgreSQL takes no NUL, not even to look for it
        yield Refusal.ADDRESS
    if request.method not in SAFE_METHODS and not is_staff_area(request):
        yield from wrong_body(request)


class InMemoryHandler(MemoryFileUploadHandler):
    """Keeps each file in memory: what a visitor sends is never on the disk unencrypted."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        super().handle_raw_input(*args, **kwargs)
        self.activated = True


def may_carry_files(request: HttpRequest) -> bool:
    return request.path_info.endswith(WITH_FILES) and request.content_type == MULTIPART


def most_bytes(request: HttpRequest) -> int:
    """Return how many bytes the body of a visitor may have at this address."""
    return MOST_BYTES + (settings.FORM_FILES * settings.FORM_FILE_SIZE if may_carry_files(request) else 0)


def wrong_body(request: HttpRequest) -> Iterator[Refusal]:
    if may_carry_files(request):
        request.upload_handlers = [InMemoryHandler(request)]
    yield from wrong_length(request)
    try:
        yield from wrong_content(request, request.body)
        yield from wrong_fields(request)
    except (OSError, BadRequest, SuspiciousOperation, MultiPartParserError):
        yield Refusal.CUT


def wrong_length(request: HttpRequest) -> Iterator[Refusal]:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if "HTTP_TRANSFER_ENCODING" in request.META or not (length.isascii() and length.isdigit()):
        yield Refusal.UNMEASURED
    elif int(length[:10]) > most_bytes(request):
        yield Refusal.TOO_LARGE  # the server reads on for a moment, so that the sender sees it (server.worker)


def wrong_content(request: HttpRequest, body: bytes) -> Iterator[Refusal]:
    if len(body) < int(request.META.get("CONTENT_LENGTH") or 0):
        yield Refusal.CUT
    if body and request.content_type not in (URLENCODED, MULTIPART):
        yield Refusal.NOT_A_FORM
    if separators(request, body) > MOST_FIELDS:
        yield Refusal.TOO_MANY
    if not (
        may_carry_files(request)
        or (is_utf8(body) and (request.content_type == MULTIPART or is_utf8(unquote_to_bytes(body))))
    ):
        yield Refusal.NOT_UTF8
    if request.content_type == MULTIPART and not body.rstrip().endswith(b"--" + boundary(request) + b"--"):
        yield Refusal.CUT


def separators(request: HttpRequest, body: bytes) -> int:
    """Count the fields without parsing them."""
    if request.content_type == MULTIPART:
        return body.count(b"--" + boundary(request)) - 1
    return body.count(b"&") + 1


def boundary(request: HttpRequest) -> bytes:
    """Return the boundary between the parts; empty when there is none, which Django's parser refuses."""
    return (request.content_params or {}).get("boundary", "").encode()


def is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def wrong_fields(request: HttpRequest) -> Iterator[Refusal]:
    """Yield what only the parsed body shows: files, and parts in another charset."""
    if request.FILES and not may_carry_files(request):
        yield Refusal.NOT_A_FORM
    texts = [text for name, values in request.POST.lists() for text in (name, *values)]
    if any(REPLACEMENT in text for text in texts) and REPLACEMENT.encode() not in unquote_to_bytes(request.body):
        yield Refusal.NOT_UTF8


class CharsetMiddleware(Middleware):
    """Answers 415 to a body that declares a charset other than UTF-8 (RFC 9110, 15.5.16).

    Django 5.2 raises while it reads such a body for the CSRF token, and again in its own error handlers: a 500.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.strip("\"'").lower() not in ("utf-8", "utf8"):
            message = "Please send UTF-8. / UTF-8で送信してください。"
            return HttpResponse(message, status=415, content_type="text/plain; charset=utf-8")
        request.encoding = "utf-8"  # Django knows it by this spelling alone
        return self.get_response(request)


class StrangerBodyMiddleware(Middleware):
    """Refuses in the staff area, to who has not signed in, the bodies that are refused outside; behind the sessions."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE_METHODS or not is_staff_area(request) or may_be_staff(request):
            return self.get_response(request)
        refusal = next(wrong_body(request), None)
        if refusal is None:
            return self.get_response(request)
        large = refusal in (Refusal.TOO_LARGE, Refusal.TOO_MANY, Refusal.NOT_A_FORM)
        return (Refusal.SIGNED_OUT if large else refusal).page(request)


def may_be_staff(request: HttpRequest) -> bool:
    """Return whether a session says that somebody signed in; when the database cannot say it, whether there is one."""
    try:
        return bool(request.user.is_authenticated)
    except Error:
        return settings.SESSION_COOKIE_NAME in request.COOKIES
