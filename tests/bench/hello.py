"""The least that a WSGI application can be: what our pages are measured against."""

from collections.abc import Callable
from typing import Any

BODY = b"Hello"


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(BODY)))])
    return [BODY]
