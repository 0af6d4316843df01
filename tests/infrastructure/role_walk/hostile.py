"""Requests whose every field holds the same wrong value, whatever name the view asks for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property

MOST_NAMES = 300  # so that a list whose length is the wrong value comes to an end
TEXTS = (
    "",
    "x",
    "\0",
    "-1",
    "9" * 30,
    "1e400",
    "nan",
    "[]",
    "[1]",
    "{}",
    "{",
    "null",
    '"\\u0000"',
    "2026-99-99",
    "１２",
    "../..",
)


class HostileDict(QueryDict):
    """Holds one value under every name."""

    def __init__(self, text: str) -> None:
        super().__init__(mutable=True)
        self.setlist("field", [text])
        self.text = text
        self.asked: set[str] = set()

    def __contains__(self, name: object) -> bool:
        self.asked.add(str(name))
        return len(self.asked) <= MOST_NAMES

    def __getitem__(self, name: str) -> Any:
        return self.text if name in self else super().__getitem__(name)

    def __deepcopy__(self, memo: Any) -> "HostileDict":
        return HostileDict(self.text)

    def get(self, name: str, default: Any = None) -> Any:
        return self.text if name in self else default

    def getlist(self, name: str, default: Any = None) -> list[str]:
        return [self.text] if name in self else default or []


@contextmanager
def hostile_post(text: str) -> Iterator[None]:
    """Let every request arrive with this text in each field of its form."""

    def load(request: Any) -> None:
        request._post, request._files = HostileDict(text), MultiValueDict()

    with patch.object(WSGIRequest, "_load_post_and_files", load):
        yield


@contextmanager
def hostile_query(text: str) -> Iterator[None]:
    """Let every request arrive with this text in each parameter of its address."""
    parameters = cached_property(lambda request: HostileDict(text))
    parameters.__set_name__(WSGIRequest, "GET")
    with patch.object(WSGIRequest, "GET", parameters):
        yield
