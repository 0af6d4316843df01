"""What the search finds beside pages, contributed by the apps through hooks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import override
from wagtail import hooks
from wagtail.models import Page

from cluster_cms.pages.content_stamp import per_stamp


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
    that are gone meanwhile; `page` the page of a language under which they stand.
    """

    name: str
    records: Callable[[str], QuerySet[Any]]
    load: Callable[[Sequence[int], str], Mapping[int, SearchEntry]]
    page: Callable[[str], Page | None]


def search_sources() -> dict[str, SearchSource]:
    """Return all sources by name."""
    found = [register() for register in hooks.get_hooks("register_search_source")]
    return {source.name: source for source in found}


@per_stamp
def search_views(language: str) -> list[SearchEntry]:
    """Return what visitors of a language see at addresses that belong to no page (hook `register_search_view`)."""
    with override(language):
        return [entry for register in hooks.get_hooks("register_search_view") for entry in register(language)]


@per_stamp
def search_words(language: str) -> list[str]:
    """Return names of which words that were typed wrongly are put right (hook `register_search_words`)."""
    return [name for register in hooks.get_hooks("register_search_words") for name in register(language)]
