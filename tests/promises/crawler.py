"""Crawls the public site as a visitor could, and lists what no visitor should get."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client

HERE = "http://testserver"
LOADS = {"src", "srcset", "poster", "action", "formaction", "data", "background"}
LOADING_LINKS = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload", "manifest"}


class Addresses(HTMLParser):
    """Collects what a page links to and what it makes the browser load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.linked: set[str] = set()
        self.loaded: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        kinds = set(attributes.get("rel", "").split())
        for name, value in attributes.items():
            if name in LOADS or (tag == "link" and name == "href" and kinds & LOADING_LINKS):
                self.loaded |= {part.split()[0] for part in value.split(",") if part.strip()}
            elif name == "href":
                self.linked.add(value)


@dataclass
class Crawl:
    """All addresses that were seen, and what was wrong with them."""

    client: Client
    seen: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    def visit_all(self, *starts: str) -> "Crawl":
        """Open every address that can be reached from the starts."""
        waiting = list(starts)
        while waiting:
            address = waiting.pop()
            if address not in self.seen:
                self.seen.add(address)
                waiting += self.open(address)
        return self

    def open(self, address: str) -> list[str]:
        response = self.client.get(address)
        page = read(response)
        self.note(address, response, page)
        found = Addresses(page)
        return [ours for one in found.linked | found.loaded if (ours := own_address(address, one))]

    def note(self, address: str, response: Any, page: str) -> None:
        """Note a cookie, a page that differs by cookie, a fault, and a request to another host."""
        if response.cookies or "Set-Cookie" in response.headers:
            self.problems.append(f"{address} sets a cookie")
        if "cookie" in response.headers.get("Vary", "").lower():
            self.problems.append(f"{address} differs by cookie")
        if response.status_code >= 500:
            self.problems.append(f"{address} is broken")
        for loaded in sorted(Addresses(page).loaded):
            if urlsplit(urljoin(HERE, loaded)).netloc != urlsplit(HERE).netloc and not loaded.startswith("data:"):
                self.problems.append(f"{address} loads {loaded}")


def read(response: Any) -> str:
    """Return the text of a page; nothing for files, which are read to their end."""
    body = b"".join(response)
    return body.decode() if response.headers.get("Content-Type", "").startswith("text/html") else ""


def own_address(page: str, link: str) -> str | None:
    """Return where a link leads if that is on this site, outside the staff area."""
    parts = urlsplit(urljoin(HERE + page, urldefrag(link).url))
    if f"{parts.scheme}://{parts.netloc}" != HERE or parts.path.startswith("/admin/"):
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")
