"""Finds what visitors of one language may see and what contains the words typed."""

from collections.abc import Iterator
from dataclasses import dataclass

from wagtail.models import Page
from wagtail.query import PageQuerySet

from cluster_cms.pages.content_stamp import per_stamp
from cluster_cms.pages.search_sources import SearchEntry, search_sources, search_views
from cluster_cms.pages.sites import locales_of
from cluster_cms.text.cleaning import one_line
from search.models import known_synonyms
from search.tokens import Unit, index_tokens, query_units

MOST = 1_000  # pages that are found; nobody turns a hundred pages of results
PAGES = "pages"  # the source of what is a page
VIEWS = "views"  # of what stands at an address that belongs to no page; the id is its place among them
RECORDS = 0.5  # what the relevance of records is multiplied by: a product stands before its documents
MAX_LENGTH = 100  # characters
MAX_TYPED = 10 * MAX_LENGTH  # characters that are looked at before cleaning


@dataclass(frozen=True)
class Found:
    """Source and id of what contains some words, the most relevant first; `cut` where there is more."""

    keys: list[tuple[str, int]]
    cut: bool = False


def units_of(words: str) -> list[Unit]:
    """Return the units that are searched for, with the synonyms of the site."""
    return query_units(words, synonyms=known_synonyms())


def find_all(words: str, *, language: str) -> Found:
    """Return the public pages, records and views of a language that contain the words, at most 1,000."""
    sources = {PAGES: readable_pages(language)} | {
        source.name: source.records(language) for source in search_sources().values()
    }
    scored = [
        (-score * (1 if name == PAGES else RECORDS), name, key)
        for name, records in sources.items()
        for key, score in records.search(words).query_compiler.best(MOST + 1)
    ]
    scored += [(-score, VIEWS, key) for key, score in scored_views(words, language)]
    keys = [(name, key) for _score, name, key in sorted(scored, key=lambda one: (one[0], one[1] != PAGES, -one[2]))]
    return Found(keys[:MOST], cut=len(keys) > MOST)


def scored_views(words: str, language: str) -> Iterator[tuple[int, float]]:
    """Yield the views that hold the words: before all else where the title does, else behind all else."""
    units = units_of(words)
    for at, (title, whole) in enumerate(view_tokens(language)):
        if all(holds(whole, unit) for unit in units):
            yield at, float("inf") if all(holds(title, unit) for unit in units) else 0.0


@per_stamp
def view_tokens(language: str) -> list[tuple[str, str]]:
    """Return the tokens of each view with blanks between: those of its title, and all."""
    texts = ((view.title, "。".join((view.title, *view.texts))) for view in search_views(language))
    return [(" ".join(index_tokens(title)), " ".join(index_tokens(whole))) for title, whole in texts]


def holds(tokens: str, unit: Unit) -> bool:
    """Return whether a unit stands among tokens, as a phrase, in any of its spellings."""
    phrases = (" ".join(one.tokens) + " " * (not one.prefix) for one in (unit, *unit.others))
    return any(f" {phrase}" in f" {tokens} " for phrase in phrases)


def view_of(key: int, language: str) -> SearchEntry | None:
    return next(iter(search_views(language)[key : key + 1]), None)


def readable_pages(language: str) -> PageQuerySet:
    """Return the public pages of one language; none when the site does not have it."""
    return Page.objects.live().public().filter(locale__in=locales_of(language)).not_exact_type(Page)


@dataclass(frozen=True)
class Words:
    """The words to search for; `cut` tells whether more was typed than is used."""

    text: str
    cut: bool = False


def normalize(typed: str) -> Words:
    """Return the words with single blanks between and without what cannot be seen, cut to 100 characters."""
    text = one_line(typed[:MAX_TYPED])
    return Words(text=text[:MAX_LENGTH].rstrip(), cut=len(text) > MAX_LENGTH or len(typed) > MAX_TYPED)
