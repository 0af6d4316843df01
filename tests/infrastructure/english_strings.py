"""Finds what a Japanese page still says in English: text, titles, labels and buttons, without what people wrote."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

from django.apps import apps

ATTRIBUTES = {"title", "aria-label", "aria-description", "placeholder", "alt", "label"}
UNSEEN = {"script", "style", "code", "pre", "kbd"}
JAPANESE = re.compile(r"[぀-ヿ一-鿿]")
WORD = re.compile(r"[A-Za-z][a-z]+")
# What Japanese people read as it is: products, names of the demo, keys of a keyboard.
NAMES = {
    "Wagtail",
    "Excel",
    "Word",
    "Google",
    "Cookie",
    "Cookies",
    "Ctrl",
    "Shift",
    "Enter",
    "Esc",
    "Tab",
    "testserver",
}
MACHINE = re.compile(  # mail and web addresses, paths, time zones, names of files, keys, codes
    r"[\w.+-]+@[\w.-]+|\w+://\S+|\b\w+/[\w/+-]+|/[\w/.<>%-]+|"
    r"\b[\w-]+\.\w{2,5}\b|\b\w+(?:[-_.:]\w+)+\b|\b\d+ \w\w?\b|\b\w*\d\w*\b"
)

TEXTS = {"CharField", "TextField", "JSONField"}
BEFORE_A_NAME = re.compile(r"^(?:.*» |[↳ ]+|© \d{4} )")


class ShownStrings(HTMLParser):
    """Collects what a page shows or reads out, a string for each text and attribute."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.unseen, self.is_hidden, self.found = 0, False, set[str]()
        self.quoting = 0  # how many div elements are open from the one on that quotes the policy in English
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in UNSEEN
        given = dict(attrs)
        is_quoted = given.get("lang") == "en" and given.get("class") == "decision-text"
        self.quoting += tag == "div" and bool(self.quoting or is_quoted)
        self.is_hidden = "hidden" in given  # a counter that a script fills and shows
        is_button = tag == "input" and given.get("type") in ("submit", "button")
        self.found |= {value or "" for name, value in attrs if name in ATTRIBUTES or (name == "value" and is_button)}

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in UNSEEN
        self.quoting -= tag == "div" and self.quoting > 0

    def handle_data(self, data: str) -> None:
        if not (self.unseen or self.is_hidden or self.quoting):
            self.found.add(" ".join(data.split()))


def is_english(text: str) -> bool:
    """Tell whether a text has an English word and nothing Japanese; JSON is for scripts."""
    words = WORD.findall(MACHINE.sub(" ", text))
    return not text.startswith("{") and not JAPANESE.search(text) and any(word not in NAMES for word in words)


def english_in(html: str, written: str) -> set[str]:
    """Return the English strings of a page that are no part of what people wrote."""
    return {text for text in ShownStrings(html).found if is_english(text) and own_part(text) not in written}


def own_part(text: str) -> str:
    """Return a text without what a page puts before a name: marks of a tree, a year of copyright."""
    return BEFORE_A_NAME.sub("", text)


def written_by_people(app_labels: Iterable[str]) -> str:
    """Return everything that stands in the text fields of these apps."""
    found: list[str] = []
    for model in apps.get_models():
        fields = [one.attname for one in model._meta.fields if one.get_internal_type() in TEXTS]
        if fields and model._meta.app_label in app_labels:
            for row in model._base_manager.values_list(*fields):
                found += [" ".join(str(value).split()) for value in row if value]
    return "\n".join(found)
