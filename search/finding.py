"""Finds the public pages of one language that contain the words typed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from cluster_cms.pages.base_page import BasePage
from cluster_cms.pages.search_sources import SearchEntry, search_sources
from cluster_cms.text.cleaning import one_line
from search.highlight import excerpt, find
from search.tokens import Unit

PER_PAGE = 10
MOST = 1_000  # pages that are found; nobody turns a hundred pages of results
PAGES = "pages"  # the source of what is a page
MAX_LENGTH = 100  # characters
MAX_TYPED = 10 * MAX_LENGTH  # characters that are looked at before cleaning


@dataclass(frozen=True)
class Result:
    """One page or record found, as the list of results prints it."""

    title: str
    url: str
    kind: str
    excerpt: SafeString


@dataclass(frozen=True)
class Found:
    """Source and id of what contains some words, the most relevant first; `cut` where there is more."""

    keys: list[tuple[str, int]]
    cut: bool = False


def find_all(words: str, *, language: str) -> Found:
    """Return the public pages and records of a language that contain the words, at most 1,000."""
    locale = Locale.objects.filter(language_code=language).first()
    sources = {PAGES: readable_pages(locale)} | {
        source.name: source.records(language) for source in search_sources().values()
    }
    scored = [
        (-score, name, key)
        for name, records in sources.items()
        for key, score in records.search(words).query_compiler.best(MOST + 1)
    ]
    keys = [(name, key) for _score, name, key in sorted(scored, key=lambda one: (one[0], one[1] != PAGES, -one[2]))]
    return Found(keys[:MOST], cut=len(keys) > MOST)


def load_results(
    keys: Sequence[tuple[str, int]], *, units: list[Unit], language: str, request: HttpRequest
) -> list[Result]:
    """Return the results of some keys in the same order; what is gone meanwhile is left out."""
    pages = load_pages([key for name, key in keys if name == PAGES])
    loaded = {(PAGES, page.pk): as_result(page, units=units, language=language, request=request) for page in pages}
    for name, source in search_sources().items():
        if wanted := [key for other, key in keys if other == name]:
            entries = source.load(wanted, language)
            loaded |= {(name, key): entry_result(entry, units) for key, entry in entries.items()}
    return [loaded[key] for key in keys if key in loaded]


def entry_result(entry: SearchEntry, units: list[Unit]) -> Result:
    """Return a record as a result: with its text around the first hit, else with its summary."""
    text = next((text for text in entry.texts if find(text, units)), next(iter(entry.texts), ""))
    return Result(title=entry.title, url=entry.url, kind=entry.kind, excerpt=excerpt(text, units))


def load_pages(keys: Iterable[int]) -> list[Page]:
    """Return the pages of these ids in the same order; what was deleted meanwhile is left out."""
    pages = {page.pk: page for page in Page.objects.filter(pk__in=keys).specific()}
    return [pages[key] for key in keys if key in pages]


def readable_pages(locale: Locale | None) -> PageQuerySet:
    """Return the public pages of one language; none when the site does not have it."""
    if locale is None:
        return Page.objects.none()
    return Page.objects.live().public().filter(locale=locale).not_exact_type(Page)


def as_result(page: BasePage, *, units: list[Unit], language: str, request: HttpRequest) -> Result:
    """Return a page as a result: with its text around the first hit, else with its summary."""
    return Result(
        title=page.display_title(language),
        url=page.get_url(request) or "",
        kind=page.page_type_display_name,
        excerpt=excerpt(text_with_hit(page, units=units, language=language), units),
    )


def text_with_hit(page: BasePage, *, units: list[Unit], language: str) -> str:
    """Return the first text of the page that contains a hit, else its summary."""
    texts = (text for text in _texts(page, language) if find(text, units))
    return next(texts, page.summary(language))


def _texts(page: BasePage, language: str) -> Iterator[str]:
    yield page.summary(language)
    yield page.search_text(language)
    for field in page.get_searchable_search_fields():
        if field.field_name != "title":
            value = field.get_value(page) or ""
            yield value if isinstance(value, str) else " ".join(map(str, value))


@dataclass(frozen=True)
class Words:
    """The words to search for; `cut` tells whether more was typed than is used."""

    text: str
    cut: bool = False


def normalize(typed: str) -> Words:
    """Return the words with single blanks between and without what cannot be seen, cut to 100 characters."""
    text = one_line(typed[:MAX_TYPED])
    return Words(text=text[:MAX_LENGTH].rstrip(), cut=len(text) > MAX_LENGTH or len(typed) > MAX_TYPED)
