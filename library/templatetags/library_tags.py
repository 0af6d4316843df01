"""The template tags by which blocks, and the pages of products, offer documents."""

from collections.abc import Iterable

from django import template

from cluster_cms.pages.languages import active_language
from library.models import LibraryDocument, with_revisions
from library.pages import library_page
from library.public.listing import Row, made, place

register = template.Library()


@register.simple_tag
def downloads(documents: Iterable[LibraryDocument | None]) -> list[Row]:
    """Return a row for each document that visitors may see, in their order; none without a library page.

    A document that was deleted from the database since it was chosen is None.
    """
    page, language = library_page(active_language()), active_language()
    if page is None:
        return []
    chosen = [document.pk for document in documents if document]
    found = {one.pk: one for one in with_revisions().filter(pk__in=chosen)}
    return made([found[key] for key in chosen if key in found], page.url, language)


@register.simple_tag
def documents_of_product(key: str) -> list[Row]:
    """Return a row for each public document about a product, by kind and title; none without a library page."""
    page, language = library_page(active_language()), active_language()
    if page is None:
        return []
    return sorted(made(with_revisions().filter(products__key=key), page.url, language), key=place)
