"""Requests this site's own pages as a visitor would, within this process (Django's test client), without a network."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings
from django.test import Client

from cluster_cms.middleware.cookies import STRIPPED

PARSED_TYPES = {"text/html": "html", "text/css": "css"}


@dataclass(frozen=True)
class VisitorResponse:
    """The parts of a response that are checked; `text` is empty unless `kind` is "html" or "css"."""

    status: int
    kind: str
    text: str
    location: str
    cookies: tuple[str, ...]
    stripped: tuple[str, ...]


def visitor_client() -> Callable[[str], VisitorResponse]:
    """Return a function that requests one address of this site, each time as a new visitor."""
    site = urlsplit(settings.SITE_URL)
    client = Client(raise_request_exception=False, headers={"host": site.netloc})

    def get(address: str) -> VisitorResponse:
        client.cookies.clear()
        return visitor_response(client.get(address, secure=site.scheme == "https"))

    return get


def visitor_response(response: Any) -> VisitorResponse:
    kind = PARSED_TYPES.get(response.headers.get("Content-Type", "").partition(";")[0], "")
    body = b"".join(piece for piece in response if kind)  # read to its end, which closes the file behind it
    raw_cookie = response.headers.get("Set-Cookie", "")
    return VisitorResponse(
        status=response.status_code,
        kind=kind,
        text=body.decode(errors="replace"),
        location=response.headers.get("Location", ""),
        cookies=(*sorted(response.cookies), *([raw_cookie.partition("=")[0]] if raw_cookie else [])),
        stripped=tuple(getattr(response, STRIPPED, ())),
    )


def own_address(page: str, link: str) -> str | None:
    """Return the path and query of a link when it leads to a public address of this site."""
    target, site = resolved(page, link), urlsplit(settings.SITE_URL)
    if target is None or (target.scheme, target.netloc) != (site.scheme, site.netloc):
        return None
    if target.path.startswith("/admin/"):
        return None
    return (target.path or "/") + (f"?{target.query}" if target.query else "")


def foreign_host(page: str, link: str) -> str:
    """Return the host that a browser would contact for a link; empty when it is this site's."""
    target = resolved(page, link)
    if target is None or target.scheme not in ("http", "https"):
        return ""
    return "" if target.netloc == urlsplit(settings.SITE_URL).netloc else target.netloc


def resolved(page: str, link: str) -> SplitResult | None:
    """Return where a link on a page leads, in parts; None for what is no address."""
    try:
        return urlsplit(urljoin(settings.SITE_URL + page, link))
    except ValueError:
        return None
