"""Finds the public pages of one language that contain the words typed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from cluster_cms.pages.base_page import BasePage
from cluster_cms.text.cleaning import one_line
from search.highlight import excerpt, find
from search.tokens import Unit

PER_PAGE = 10
MOST = 1_000  # pages that are found; nobody turns a hundred pages of results
MAX_LENGTH = 100  # characters
MAX_TYPED = 10 * MAX_LENGTH  # characters that are looked at before cleaning


@dataclass(frozen=True)
class Result:
    """One page found, as the list of results prints it."""

    title: str
    url: str
    kind: str
    excerpt: SafeString


@dataclass(frozen=True)
class Found:
    """The ids of the pages that contain some words, the most relevant first; `cut` where there are more."""

    keys: list[int]
    cut: bool = False


def find_pages(words: str, *, language: str) -> Found:
    """Return the public pages of a language that contain the words, at most 1,000."""
    locale = Locale.objects.filter(language_code=language).first()
    keys = readable_pages(locale).search(words).query_compiler.best_keys(MOST + 1)
    return Found(keys[:MOST], cut=len(keys) > MOST)


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
