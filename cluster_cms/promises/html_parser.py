"""What a page links to, what it makes a browser load, and which outgoing links lack their mark."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from cluster_cms.blocks.links import leaves_the_site

LOADS = {"src", "srcset", "poster", "action", "formaction", "data", "background"}
LOADING_LINKS = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload", "manifest"}
IN_CSS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")


@dataclass
class Anchor:
    """A link that leaves the site, and whether it says so to eyes and to screen readers."""

    address: str
    seen: bool
    heard: bool = False


@dataclass
class Reading:
    """Everything a page refers to, as it is written there."""

    linked: set[str] = field(default_factory=set)
    loaded: set[str] = field(default_factory=set)
    leaving: list[Anchor] = field(default_factory=list)

    @property
    def unmarked(self) -> list[str]:
        return [anchor.address for anchor in self.leaving if not (anchor.seen and anchor.heard)]


class PageReader(HTMLParser):
    """Reads a page as a browser does, as far as addresses go."""

    def __init__(self) -> None:
        super().__init__()
        self.found = Reading()
        self.anchor: Anchor | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        kinds = set(given.get("rel", "").split())
        for name, value in given.items():
            if name == "srcset":
                self.found.loaded |= {part.split()[0] for part in value.split(",") if part.strip()}
            elif name in LOADS or (tag == "link" and name == "href" and kinds & LOADING_LINKS):
                self.found.loaded |= {value.strip()} - {""}
            elif name == "href":
                self.found.linked.add(value)
        classes = given.get("class", "").split()
        if tag in ("a", "area"):
            self.open_anchor(given.get("href", ""), classes)
        elif self.anchor and "sr-only" in classes:
            self.anchor.heard = True

    def open_anchor(self, address: str, classes: list[str]) -> None:
        self.anchor = Anchor(address, "external" in classes) if leads_away(address) else None
        self.found.leaving += [self.anchor] if self.anchor else []

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.anchor = None


def leads_away(address: str) -> bool:
    try:
        return leaves_the_site(address)
    except ValueError:  # not an address at all
        return False


def read_page(text: str) -> Reading:
    reader = PageReader()
    reader.feed(text)
    return reader.found


def read_css(text: str) -> Reading:
    """Return what a style sheet makes a browser load."""
    return Reading(loaded={(first or second).strip() for first, second in IN_CSS.findall(text)})
