"""Answers to what cannot be read as a request: none of its words come back, and the headers are those of our pages."""

from http import HTTPStatus

from gunicorn.http import errors

STATUSES: tuple[tuple[type[Exception], HTTPStatus], ...] = (
    (errors.InvalidResponseHeader, HTTPStatus.INTERNAL_SERVER_ERROR),
    (errors.InvalidResponseHeaderName, HTTPStatus.INTERNAL_SERVER_ERROR),
    (errors.LimitRequestLine, HTTPStatus.REQUEST_URI_TOO_LONG),
    (errors.LimitRequestHeaders, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE),
    (errors.UnsupportedTransferCoding, HTTPStatus.NOT_IMPLEMENTED),
    (errors.ExpectationFailed, HTTPStatus.EXPECTATION_FAILED),
    (errors.ForbiddenProxyRequest, HTTPStatus.FORBIDDEN),
    (errors.ConfigurationProblem, HTTPStatus.INTERNAL_SERVER_ERROR),
    (errors.ParseException, HTTPStatus.BAD_REQUEST),
)
HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Cache-Control", "no-store"),
    ("Connection", "close"),
)
PAGE = (
    '<!doctype html>\n<html lang="ja"><head><meta charset="utf-8"><title>{status}</title></head>\n'
    "<body><h1>{status}</h1><p>{japanese}</p><p lang=en>{english}</p></body></html>\n"
)
READING = (
    "リクエストを読み取れませんでした。何も送信されていません。",
    "This request cannot be read. Nothing was sent.",
)
FAILED = (
    "処理できませんでした。しばらくしてからお試しください。",
    "This could not be answered. Please try again later.",
)


def status_of(error: Exception) -> HTTPStatus:
    """Return the status with which an error of a request is answered: 500 when it is not the sender's."""
    return next((status for kind, status in STATUSES if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)


def answer(status: HTTPStatus) -> bytes:
    """Return a whole answer, which ends the connection."""
    words = FAILED if status == HTTPStatus.INTERNAL_SERVER_ERROR else READING
    body = PAGE.format(status=int(status), japanese=words[0], english=words[1]).encode()
    lines = [f"HTTP/1.1 {int(status)} {status.phrase}", *(f"{name}: {value}" for name, value in HEADERS)]
    return "\r\n".join((*lines, f"Content-Length: {len(body)}", "", "")).encode("ascii") + body
