"""Refuses bodies in another character set before anything reads them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]


class CharsetMiddleware:
    """Answers 415 to a body that declares a charset other than UTF-8 (RFC 9110, 15.5.16).

    Django 5.2 raises while it reads such a body for the CSRF token, and again in its own error handlers: a 500.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.strip("\"'").lower() not in ("utf-8", "utf8"):
            return HttpResponse(
                "Please send UTF-8. / UTF-8で送信してください。",
                status=415,
                content_type="text/plain; charset=utf-8",
            )
        request.encoding = "utf-8"  # Django knows it by this spelling alone
        return self.get_response(request)
