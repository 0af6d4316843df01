"""Finding the pages that a visitor may read, in one language."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from cluster_cms.pages import BasePage
from search.highlight import excerpt
from search.tokens import Unit

PER_PAGE = 10


@dataclass(frozen=True)
class Result:
    """One page found, as the list of results prints it."""

    title: str
    url: str
    kind: str
    excerpt: SafeString


def find_pages(words: str, *, language: str) -> Paginator[Page]:
    """Return the pages found for the words, the most relevant first, in portions of ten."""
    locale = Locale.objects.filter(language_code=language).first()
    return Paginator(readable_pages(locale).specific().search(words), PER_PAGE)


def readable_pages(locale: Locale | None) -> PageQuerySet:
    """Return the pages of one language that anybody may read; none when the site does not have it."""
    if locale is None:
        return Page.objects.none()
    return Page.objects.live().public().filter(locale=locale).not_exact_type(Page)


def as_result(page: BasePage, *, units: list[Unit], language: str, request: HttpRequest) -> Result:
    """Return what the list prints for a page: its text around the first hit, or its summary."""
    text = page.search_text(language) or page.summary(language)
    return Result(
        title=page.display_title(language),
        url=page.get_url(request) or "",
        kind=page.page_type_display_name,
        excerpt=excerpt(text, units),
    )
