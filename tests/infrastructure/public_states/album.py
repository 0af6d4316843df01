"""Collects answers of the site with the templates they were made of; tells which public templates are missing."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.test.signals import template_rendered

from tests.infrastructure.house import ROOT
from tests.infrastructure.template import SOURCES

FRAMES = ("base.html", "cluster_cms/whole.html", "account/frame.html")
# What no visitor and nobody at the sign-in meets by an address of its own.
ELSEWHERE = {
    "policy/draft.html": "the preview of legal",
    "cluster_cms/staff_unavailable.html": "the staff area without its database",
    "account/prove.html": "after a form of the staff area that needs a proof",
    "account/password_set.html": "accounts without a password",
}
EXTENDS = re.compile(r'{% extends "([^"]+)" %}')


@dataclass(frozen=True)
class Shown:
    """One answer: its state in words, its language, status and HTML, and the templates it was made of."""

    name: str
    language: str
    status: int
    body: str
    templates: frozenset[str]

    @property
    def kind(self) -> tuple[frozenset[str], int]:
        """Return what tells it from others that need not be looked at each: whole page and status."""
        return self.templates & whole_pages(), self.status


@dataclass
class Album:
    """The answers so far, and the language in which the next ones come."""

    shown: list[Shown] = field(default_factory=list)
    rendering: set[str] = field(default_factory=set)
    language: str = ""

    def keep(self, response: Any, name: str, status: int = 200) -> Any:
        """Add an answer, which must have this status, and return it."""
        assert response.status_code == status, f"{name}: {response.status_code}"
        made_of = frozenset(self.rendering)
        self.shown.append(Shown(name, self.language, status, response.content.decode(), made_of))
        self.rendering.clear()
        return response

    def skip(self, response: Any = None) -> Any:
        """Return an answer that is no state to look at."""
        self.rendering.clear()
        return response

    def sample(self, language: str) -> list[Shown]:
        """Return the first answer of each kind in a language."""
        found: dict[object, Shown] = {}
        for shown in self.shown:
            if shown.language == language:
                found.setdefault(shown.kind, shown)
        return list(found.values())

    def missing(self) -> set[str]:
        """Return the templates of whole pages that no answer was made of."""
        return {*whole_pages()} - {*ELSEWHERE} - {one for shown in self.shown for one in shown.templates}


@contextmanager
def album() -> Iterator[Album]:
    """Watch which templates are rendered until the end of the block."""
    found = Album()

    def note(template: Any, **_others: Any) -> None:
        found.rendering.add(str(template.name))

    template_rendered.connect(note)
    try:
        yield found
    finally:
        template_rendered.disconnect(note)


@cache
def whole_pages() -> frozenset[str]:
    """Return the templates that fill one of our frames and are filled by no other."""
    extends = dict(extending())

    def frame_of(name: str) -> str:
        above = extends.get(name, name)  # one that stands before another of its own name extends that
        return name if above == name else frame_of(above)

    return frozenset(name for name in extends.keys() - {*extends.values()} if frame_of(name) in FRAMES)


def extending() -> Iterator[tuple[str, str]]:
    """Yield each of our templates that extends another one, with that one."""
    for app in SOURCES:
        folder = ROOT / app / "templates"
        for file in folder.rglob("*.html"):
            if found := EXTENDS.match(file.read_text("utf-8")):
                yield file.relative_to(folder).as_posix(), found[1]
