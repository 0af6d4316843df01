"""Parses the HTML of a clipboard: what is no content goes, and ends of elements that were left out are put in."""

import re
from typing import Any

from bs4 import BeautifulSoup, Tag

# Word's conditions: what is for Word alone, and the marks around what is for browsers.
FOR_WORD = re.compile(r"<!--\[if[^\]]*\]>(?!<!--|-->).*?<!\[endif\]-->", re.I | re.S)
CONDITION = re.compile(r"<!--\[if[^\]]*\]>(?:<!--|--)>|<!--<!\[endif\]-->|<!\[(?:if|endif)[^>]*>", re.I)
SILENT = ("script", "style", "head", "title", "meta", "link", "xml", "template", "colgroup", "noscript", "rp")
# Elements that end where the next of their kind begins, unless one of the others lies between.
IMPLIED = {
    ("tr",): ("table",),
    ("td", "th"): ("table",),
    ("li",): ("ul", "ol"),
    ("p",): ("td", "th", "li", "div", "table", "blockquote", "body"),
}
BOLD_CLASS = re.compile(r"\.([\w-]+)\s*\{[^}]*font-weight:\s*(?:bold|[6-9]00)")


class ClipboardSoup(BeautifulSoup):
    """Parses HTML, and ends what its author left open as it meets the next of its kind."""

    def handle_starttag(self, name: str, *args: Any, **options: Any) -> Tag | None:
        for names, limits in IMPLIED.items():
            if name in names:
                self.end_open(names, limits)
        return super().handle_starttag(name, *args, **options)

    def end_open(self, names: tuple[str, ...], limits: tuple[str, ...]) -> None:
        """End the innermost open element of some names, unless it lies beyond one of the limits."""
        near = next((tag.name for tag in reversed(self.tagStack) if tag.name in (*names, *limits)), "")
        if near in names:
            self.handle_endtag(near)


def soup_of(html: str) -> tuple[BeautifulSoup, frozenset[str]]:
    """Return the parsed clipboard, and the names of its classes that are bold (Excel and Apple style by class)."""
    soup = ClipboardSoup(CONDITION.sub("", FOR_WORD.sub("", html.replace("\0", ""))), "html.parser")
    bold = frozenset(BOLD_CLASS.findall(" ".join(style.get_text() for style in soup("style"))))
    for element in soup(SILENT):
        element.decompose()
    return soup, bold


def attribute(element: Tag, name: str) -> str:
    """Return an attribute as text; empty where there is none."""
    value = element.get(name) or ""
    return value if isinstance(value, str) else " ".join(value)


def declarations(element: Tag) -> dict[str, str]:
    """Return the inline style of an element by property, in lower case."""
    pairs = (part.partition(":") for part in attribute(element, "style").split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _colon, value in pairs if value}


def span_of(cell: Tag, name: str) -> int:
    """Return how many columns or rows a cell takes; what is no number is one."""
    text = attribute(cell, name).strip()
    return min(int(text), 1000) if text.isascii() and text.isdigit() else 1
