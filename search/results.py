"""The results of a search as the list prints them: title, address, section, kind, and the text around the first hit."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.models import Page

from cluster_cms.pages.base_page import BasePage
from cluster_cms.pages.search_sources import SearchEntry, search_sources
from search.finding import PAGES, VIEWS, view_of
from search.highlight import excerpt, find
from search.tokens import Unit

BETWEEN = " · "  # the cells of a table, and the parts of a text


@dataclass(frozen=True)
class Result:
    """One page or record found, as the list of results prints it."""

    title: str
    url: str
    kind: str
    excerpt: SafeString


def load_results(
    keys: Sequence[tuple[str, int]], *, units: list[Unit], language: str, request: HttpRequest
) -> dict[tuple[str, int], Result]:
    """Return the results of some keys in the same order; what is gone meanwhile is left out."""
    pages = load_pages([key for name, key in keys if name == PAGES])
    loaded = {(PAGES, page.pk): as_result(page, units=units, language=language, request=request) for page in pages}
    for name, source in search_sources().items():
        if wanted := [key for other, key in keys if other == name]:
            entries = source.load(wanted, language)
            loaded |= {(name, key): entry_result(entry, units) for key, entry in entries.items()}
    views = ((key, view_of(key, language)) for name, key in keys if name == VIEWS)
    loaded |= {(VIEWS, key): entry_result(view, units) for key, view in views if view}
    return {key: loaded[key] for key in keys if key in loaded}


def entry_result(entry: SearchEntry, units: list[Unit]) -> Result:
    """Return a record as a result: with its text around the first hit, else with its summary."""
    text = next((text for text in entry.texts if find(text, units)), next(iter(entry.texts), ""))
    return Result(title=entry.title, url=entry.url, kind=entry.kind, excerpt=excerpt(text, units))


def load_pages(keys: Iterable[int]) -> list[Page]:
    """Return the pages of these ids in the same order; what was deleted meanwhile is left out."""
    pages = {page.pk: page for page in Page.objects.filter(pk__in=keys).specific()}
    for page_type in {type(page) for page in pages.values() if page.search_relations}:
        prefetch_related_objects(
            [page for page in pages.values() if type(page) is page_type], *page_type.search_relations
        )
    return [pages[key] for key in keys if key in pages]


def as_result(page: BasePage, *, units: list[Unit], language: str, request: HttpRequest) -> Result:
    """Return a page as a result: with its text around the first hit, else with its summary."""
    return Result(
        title=page.display_title(language),
        url=page.get_url(request) or "",
        kind=str(page.visitor_name),
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
        if field.field_name not in ("title", *page.unseen_search_fields):
            value = field.get_value(page) or ""
            yield value if isinstance(value, str) else BETWEEN.join(filter(None, map(str, value)))
