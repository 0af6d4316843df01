"""Asks this site for a page as a visitor would, within this process: nothing goes over the network."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.test import Client

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
    site = urlsplit(settings.SITE_URL)
    client = Client(raise_request_exception=False, headers={"host": site.netloc})

    def ask(address: str) -> Answer:
        client.cookies.clear()  # each page meets a new visitor
        return answer_of(client.get(address, secure=site.scheme == "https"))

    return ask


def answer_of(response: Any) -> Answer:
    kind = TEXTS.get(response.headers.get("Content-Type", "").partition(";")[0], "")
    body = b"".join(piece for piece in response if kind)  # to its end, which closes the file behind it
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
