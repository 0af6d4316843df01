"""Helps to write the texts of the demo with both languages side by side, one structure for both pages."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from cluster_cms.pages.languages import JAPANESE

Block = tuple[str, Any]


@dataclass(frozen=True)
class Scene:
    """What a text depends on: its language, today's date, and the ids of pictures by name and of pages by slug."""

    language: str
    today: date
    images: dict[str, int]
    pages: dict[str, int]

    def say(self, japanese: str, english: str) -> str:
        return japanese if self.language == JAPANESE else english

    def path(self, address: str) -> str:
        """Return the address of a page that another app makes, in this language."""
        return self.say(address, f"/en{address}")

    def link(self, japanese: str, english: str, *, page: str | None = None, address: str = "") -> dict[str, Any]:
        return {
            "text": self.say(japanese, english),
            "page": self.pages[page] if page is not None else None,
            "address": address,
        }

    def image(self, name: str, japanese: str = "", english: str = "") -> dict[str, Any]:
        """Return a picture; without an alternative text it is decoration."""
        words = self.say(japanese, english)
        return {"image": self.images[name], "decorative": not words, "alt_text": words}

    def heading(
        self, japanese: str, english: str, note: tuple[str, str] = ("", ""), link: dict[str, Any] | None = None
    ) -> Block:
        empty = {"text": "", "page": None, "address": ""}
        return "heading", {"title": self.say(japanese, english), "note": self.say(*note), "link": link or empty}

    def text(self, japanese: str, english: str) -> Block:
        return "text", self.say(japanese, english)

    def table(
        self, caption: tuple[str, str], rows: list[tuple[str, str, str, str]], note: tuple[str, str] = ("", "")
    ) -> Block:
        """Return a table; a row holds heading and value in Japanese, then in English."""
        pairs = [(ja, ja_value) if self.language == JAPANESE else (en, en_value) for ja, ja_value, en, en_value in rows]
        items = [{"heading": heading, "text": value} for heading, value in pairs]
        return "table", {"caption": self.say(*caption), "rows": items, "note": self.say(*note)}

    def picture(
        self, image: dict[str, Any], caption: tuple[str, str], text: tuple[str, str] = ("", ""), position: str = "wide"
    ) -> Block:
        words = {"caption": self.say(*caption), "text": self.say(*text)}
        return "picture", {"picture": image, **words, "position": position}

    def card(self, image: str, title: tuple[str, str], text: tuple[str, str], page: str | None) -> dict[str, Any]:
        target = self.pages[page] if page is not None else None
        return {"title": self.say(*title), "text": self.say(*text), "picture": self.image(image), "page": target}

    def contact_call(
        self, title: tuple[str, str], text: tuple[str, str], verb: tuple[str, str] = ("お問い合わせ", "Contact us")
    ) -> Block:
        """Return the call of a page, whose button says what it asks for."""
        link = self.link(*verb, address=self.path("/contact-us/"))
        return "call", {"title": self.say(*title), "text": self.say(*text), "link": link}


Texts = Callable[[Scene], dict[str, Any]]


def listed(values: list[Any]) -> list[dict[str, Any]]:
    """Return the items of a list as the database stores them, each with an id that is the same in every demo."""
    ids = (str(uuid5(NAMESPACE_OID, json.dumps(value))) for value in values)
    return [{"type": "item", "id": number, "value": value} for number, value in zip(ids, values, strict=True)]


def as_stored(story: list[Block]) -> str:
    """Return a story as the database stores it: JSON in which pages and pictures are ids."""
    return json.dumps([{"type": kind, "value": value} for kind, value in story])
