"""The documents among the results of the site's search, with type and size."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat

from cluster_cms.pages.languages import paired
from cluster_cms.pages.search_sources import SearchEntry, SearchSource
from library.models import DocumentRevision, LibraryDocument, RevisionText, with_revisions
from library.pages import library_page


def library_source() -> SearchSource:
    return SearchSource("library", documents_in, entries, library_page)


def documents_in(language: str) -> QuerySet[Any]:
    """Return the documents that visitors of a language may see; none without a library page."""
    shown = LibraryDocument.objects.filter(shown=True)
    return shown if library_page(language) else shown.none()


def entries(keys: Sequence[int], language: str) -> dict[int, SearchEntry]:
    """Return the entries of documents by id; one without a revision has none."""
    page = library_page(language)
    if page is None:
        return {}
    documents = with_revisions().filter(pk__in=keys)
    pairs = [(document, document.newest(language)) for document in documents]
    return {one.pk: entry(one, newest, page.url, language) for one, newest in pairs if newest}


def entry(document: LibraryDocument, revision: DocumentRevision, base: str, language: str) -> SearchEntry:
    """Return one document as a result; its text is shown in the language of the search alone."""
    kind = f"{document.get_kind_display()}, {revision.type_name} {filesizeformat(revision.size)}"
    texts = [paired(document, "summary", language), paired(revision, "note", language)]
    if language in revision.languages:
        texts += RevisionText.objects.filter(revision=revision).values_list("text", flat=True)
    return SearchEntry(paired(document, "title", language), f"{base}{document.name}/", kind, tuple(texts))
