"""The documents among the results of the site's search, with type and size."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.signals import m2m_changed, post_save
from django.template.defaultfilters import filesizeformat
from wagtail.search.index import insert_or_update_object

from cluster_cms.pages.languages import paired
from cluster_cms.pages.search_sources import SearchEntry, SearchSource
from library.models import DocumentRevision, LibraryDocument, RevisionText, with_revisions
from library.pages import library_page


def listen() -> None:
    """Follow what documents are found by besides themselves: which products they are about, and their numbers."""
    m2m_changed.connect(follow_choice, sender=LibraryDocument.products.through, dispatch_uid="products of documents")
    post_save.connect(follow_product, sender="products.Product", dispatch_uid="search index of documents")


def follow_choice(instance: Any, action: str, **signal: Any) -> None:
    if isinstance(instance, LibraryDocument) and action.startswith("post_"):
        index_documents([instance])


def follow_product(instance: Any, created: bool, **signal: Any) -> None:
    if not created:
        index_documents(instance.documents.all())


def index_documents(documents: Iterable[LibraryDocument]) -> None:
    """Index documents anew as soon as what they are found by is committed."""
    for document in documents:
        transaction.on_commit(partial(insert_or_update_object, document))


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
