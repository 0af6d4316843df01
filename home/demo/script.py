"""Helps to write the texts of the demo with both languages side by side, one structure for both pages."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.apps import apps
from django.db.models import Model

from cluster_cms.pages.languages import JAPANESE

Block = tuple[str, Any]
Fact = tuple[str, str, str, str]  # heading and value in Japanese, then in English


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

    def products(self, *keys: str) -> tuple[Model, ...]:
        """Return sample products; another app makes them before the pages."""
        return tuple(apps.get_model("products.Product")._default_manager.filter(key__in=keys))

    def quoted(self, product: str, quantity: str) -> dict[str, Any]:
        """Return the row of a table that quotes a figure of a sample product."""
        [found] = self.products(product)
        return {"heading": "", "text": "", "product": found.pk, "quantity": quantity}

    def document(self, name: str) -> int:
        """Return the id of a sample document; another app makes them before the pages."""
        return int(apps.get_model("library.LibraryDocument")._default_manager.get(name=name).pk)

    def table(
        self,
        caption: tuple[str, str],
        rows: Sequence[Fact | dict[str, Any]],
        note: tuple[str, str] = ("", ""),
    ) -> Block:
        """Return a table; a row holds heading and value in Japanese, then in English, or was made by `quoted`."""
        items = [row if isinstance(row, dict) else self.fact(*row) for row in rows]
        return "table", {"caption": self.say(*caption), "rows": items, "note": self.say(*note)}

    def fact(self, ja: str, ja_value: str, en: str, en_value: str) -> dict[str, str]:
        return {"heading": self.say(ja, en), "text": self.say(ja_value, en_value)}

    def picture(
        self, image: dict[str, Any], caption: tuple[str, str], text: tuple[str, str] = ("", ""), position: str = "wide"
    ) -> Block:
        words = {"caption": self.say(*caption), "text": self.say(*text)}
        return "picture", {"picture": image, **words, "position": position}

    def card(self, image: str, title: tuple[str, str], text: tuple[str, str], page: str | None) -> dict[str, Any]:
        target = self.pages[page] if page is not None else None
        return {"title": self.say(*title), "text": self.say(*text), "picture": self.image(image), "page": target}

    def contact_call(self, title: tuple[str, str], text: tuple[str, str], verb: tuple[str, str]) -> Block:
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
