"""Asks this site for a page as a visitor would, within this process: nothing goes over the network."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes, urljoin, urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from cluster_cms.middleware.cookies import STRIPPED

TEXTS = {"text/html": "html", "text/css": "css"}
Ask = Callable[[str], "Answer"]


@dataclass(frozen=True)
class Answer:
    """What the checks look at; `kind` is "html", "css" or nothing, and only those have a text."""

    status: int
    kind: str
    text: str
    location: str
    cookies: tuple[str, ...]
    stripped: tuple[str, ...]


def visitor_client() -> Ask:
    """Return a function that asks for one address of this site."""
    handler = WSGIHandler()

    def ask(address: str) -> Answer:
        response: Any = handler.get_response(WSGIRequest(environ_of(address)))
        try:
            return answer_of(response)
        finally:
            release(response)

    return ask


def release(response: Any) -> None:
    """Close the file behind an answer; `response.close()` would end the request, and our own database connection."""
    if file := getattr(response, "file_to_stream", None):
        file.close()


def environ_of(address: str) -> dict[str, Any]:
    """Return what a server would hand over for a GET without cookies."""
    site, parts = urlsplit(settings.SITE_URL), urlsplit(address)
    environ: dict[str, Any] = {
        "HTTP_HOST": site.netloc,
        "SERVER_NAME": site.hostname,
        "wsgi.url_scheme": site.scheme,
        "PATH_INFO": unquote_to_bytes(parts.path).decode("latin-1"),
        "QUERY_STRING": parts.query,
        "REMOTE_ADDR": "127.0.0.1",
    }
    setup_testing_defaults(environ)  # the library's word for the rest of what the protocol demands
    return environ


def answer_of(response: Any) -> Answer:
    kind = TEXTS.get(response.headers.get("Content-Type", "").partition(";")[0], "")
    body = b"".join(response) if kind else b""
    whole = response.headers.get("Set-Cookie", "")
    return Answer(
        status=response.status_code,
        kind=kind,
        text=body.decode(errors="replace"),
        location=response.headers.get("Location", ""),
        cookies=(*sorted(response.cookies), *([whole.partition("=")[0]] if whole else [])),
        stripped=tuple(getattr(response, STRIPPED, ())),
    )


def own_address(page: str, link: str) -> str | None:
    """Return where a link of a page leads, if that is a public address of this site; without the part after #."""
    try:
        parts = urlsplit(urljoin(settings.SITE_URL + page, link))
    except ValueError:
        return None
    site = urlsplit(settings.SITE_URL)
    if (parts.scheme, parts.netloc) != (site.scheme, site.netloc) or parts.path.startswith("/admin/"):
        return None
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def foreign_host(page: str, link: str) -> str:
    """Return the host that a browser would be made to ask, or nothing when it is this one."""
    try:
        parts = urlsplit(urljoin(settings.SITE_URL + page, link))
    except ValueError:
        return ""
    ours = parts.scheme not in ("http", "https") or parts.netloc == urlsplit(settings.SITE_URL).netloc
    return "" if ours else parts.netloc
