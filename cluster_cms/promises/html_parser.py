"""What a page links to, what it makes a browser load, and which outgoing links lack their mark."""

import re
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag

from cluster_cms.blocks.links import leaves_the_site

LOADS = {"src", "srcset", "poster", "action", "formaction", "data", "background"}
LOADING_LINKS = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload", "manifest"}
IN_CSS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")


@dataclass
class Anchor:
    """A link that leaves the site, and whether it says so to eyes and to screen readers."""

    address: str
    seen: bool
    heard: bool


@dataclass
class Reading:
    """Everything a page refers to, as it is written there."""

    linked: set[str] = field(default_factory=set)
    loaded: set[str] = field(default_factory=set)
    leaving: list[Anchor] = field(default_factory=list)

    @property
    def unmarked(self) -> list[str]:
        return [anchor.address for anchor in self.leaving if not (anchor.seen and anchor.heard)]


def read_page(text: str) -> Reading:
    """Return what a page refers to, as a browser understands it."""
    found = Reading()
    for tag in BeautifulSoup(text, "html.parser", multi_valued_attributes=None).find_all(True):
        given = {name: str(value) for name, value in tag.attrs.items()}
        loads_link = tag.name == "link" and LOADING_LINKS & set(given.get("rel", "").split())
        for name, value in given.items():
            if name == "srcset":
                found.loaded |= {part.split()[0] for part in value.split(",") if part.strip()}
            elif name in LOADS or (name == "href" and loads_link):
                found.loaded |= {value.strip()} - {""}
            elif name == "href":
                found.linked.add(value)
        if tag.name in ("a", "area") and leads_away(given.get("href", "")):
            found.leaving.append(anchor(tag, given))
    return found


def anchor(tag: Tag, given: dict[str, str]) -> Anchor:
    return Anchor(given["href"], "external" in given.get("class", "").split(), bool(tag.select_one(".sr-only")))


def leads_away(address: str) -> bool:
    try:
        return leaves_the_site(address)
    except ValueError:  # not an address at all
        return False


def read_css(text: str) -> Reading:
    """Return what a style sheet makes a browser load."""
    return Reading(loaded={(first or second).strip() for first, second in IN_CSS.findall(text)})
