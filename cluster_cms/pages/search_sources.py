"""What the search finds beside pages, contributed by the apps through the hook `register_search_source`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from wagtail import hooks


@dataclass(frozen=True)
class SearchEntry:
    """One record found: title, address, kind in the visitor's words, and its texts, the summary first."""

    title: str
    url: str
    kind: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class SearchSource:
    """Records of one indexed model.

    `records` returns those that visitors of a language may see; `load` the entries of some of them by id, without those
    that are gone meanwhile.
    """

    name: str
    records: Callable[[str], QuerySet[Any]]
    load: Callable[[Sequence[int], str], Mapping[int, SearchEntry]]


def search_sources() -> dict[str, SearchSource]:
    """Return all sources by name."""
    found = [register() for register in hooks.get_hooks("register_search_source")]
    return {source.name: source for source in found}
