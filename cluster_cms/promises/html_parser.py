"""Finds in a page or style sheet what it links to, what a browser loads for it, and outbound links without a mark."""

import re
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag

from cluster_cms.blocks.links import leaves_the_site

LOADING_ATTRIBUTES = {"src", "srcset", "poster", "action", "formaction", "data", "background"}
LOADING_LINKS = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload", "manifest"}
IN_CSS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")


@dataclass
class References:
    """What a page refers to, as it is written there; `unmarked` is a part of `outbound`."""

    linked: set[str] = field(default_factory=set)
    loaded: set[str] = field(default_factory=set)
    outbound: list[str] = field(default_factory=list)
    unmarked: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)  # words that were a link: its page is gone, and with it the address


def read_page(text: str) -> References:
    """Return what a page refers to, as a browser understands it."""
    found = References()
    for tag in BeautifulSoup(text, "html.parser", multi_valued_attributes=None).find_all(True):
        attributes = {name: str(value) for name, value in tag.attrs.items()}
        loads_href = tag.name == "link" and LOADING_LINKS & set(attributes.get("rel", "").split())
        for name, value in attributes.items():
            if name == "srcset":
                found.loaded |= {part.split()[0] for part in value.split(",") if part.strip()}
            elif name in LOADING_ATTRIBUTES or (name == "href" and loads_href):
                found.loaded |= {value.strip()} - {""}
            elif name == "href":
                found.linked.add(value)
        if tag.name == "a" and not {"href", "id", "name"} & attributes.keys():
            found.lost.append(tag.get_text(" ", strip=True))
        if tag.name in ("a", "area") and leaves_the_site(address := attributes.get("href", "")):
            found.outbound.append(address)
            found.unmarked += [] if is_marked(tag, attributes) else [address]
    return found


def is_marked(tag: Tag, attributes: dict[str, str]) -> bool:
    """Tell whether an outbound link says so to eyes (its class) and to screen readers (hidden words)."""
    return "external" in attributes.get("class", "").split() and bool(tag.select_one(".sr-only"))


def read_css(text: str) -> References:
    """Return what a browser loads for a style sheet."""
    return References(loaded={(first or second).strip() for first, second in IN_CSS.findall(text)})
