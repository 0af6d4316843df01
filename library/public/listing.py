"""The list of documents: what is asked for, and the rows that answer it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cluster_cms.pages.inquiry_topics import Topic, find_topics
from cluster_cms.pages.languages import LANGUAGES, active_language, paired
from cluster_cms.text.cleaning import one_line
from cluster_cms.text.validity import Validity
from library.models import DocumentKind, DocumentRevision, LibraryDocument, RevisionLanguage, with_revisions

PER_PAGE = 20
LONGEST_TEXT = 60  # characters
MOST_FOUND = 1_000  # documents
KINDS = {kind: place for place, kind in enumerate(DocumentKind.values)}


@dataclass(frozen=True)
class Asked:
    """What the form asks for; an unknown kind, product or language asks for all."""

    kind: str = ""
    product: str = ""
    language: str = ""
    text: str = ""


@dataclass(frozen=True)
class Row:
    """A document with the revision that is meant, and its addresses."""

    document: LibraryDocument
    revision: DocumentRevision
    address: str  # of its page

    @property
    def file(self) -> str:
        """Return the address of the file: the one that always leads to the newest, where this is it."""
        is_newest = self.document.newest(active_language()) == self.revision
        return f"{self.address}latest/" if is_newest else f"{self.address}{self.revision.number}/file/"

    @property
    def languages(self) -> list[str]:
        """Return the names of the languages in which the document can be had."""
        return [str(RevisionLanguage(language).label) for language in self.document.languages]

    @property
    def standing(self) -> Validity:
        return self.revision.standing


def asked(query: QueryDict, products: Iterable[Topic]) -> Asked:
    """Return what a query string asks for; `products` are those that can be asked for."""
    kind, product, language = (query.get(name, "") for name in ("kind", "product", "language"))
    return Asked(
        kind=kind if kind in KINDS else "",
        product=product if any(product == known.key for known in products) else "",
        language=language if language in LANGUAGES else "",
        text=one_line(query.get("text", "")[: 10 * LONGEST_TEXT])[:LONGEST_TEXT].rstrip(),
    )


def rows(question: Asked, base: str) -> list[Row]:
    """Return the documents that are asked for, by kind and title; `base` is the address of the list."""
    language = question.language or active_language()
    documents = with_revisions()
    if question.kind:
        documents = documents.filter(kind=question.kind)
    if question.product:
        documents = documents.filter(products__key=question.product)
    if question.text:
        found = LibraryDocument.objects.filter(shown=True).search(question.text)
        documents = documents.filter(pk__in=found.query_compiler.best_keys(MOST_FOUND))
    spoken = [one for one in documents if not question.language or language in one.languages]
    return sorted(made(spoken, base, language), key=place)


def made(documents: Iterable[LibraryDocument], base: str, language: str) -> list[Row]:
    """Return a row for each document that has a revision."""
    pairs = [(document, document.newest(language)) for document in documents]
    return [Row(document, revision, f"{base}{document.name}/") for document, revision in pairs if revision]


def place(row: Row) -> tuple[int, str]:
    return KINDS.get(row.document.kind, len(KINDS)), paired(row.document, "title")


def products_with_documents(language: str) -> list[Topic]:
    """Return the products with a public page in a language that documents are about, by name."""
    keys = with_revisions().exclude(products=None).values_list("products__key", flat=True)
    return sorted(find_topics(keys, language), key=lambda topic: topic.name)


def listing(query: QueryDict, base: str) -> dict[str, Any]:
    """Return the context of the list: the form as it was sent, one page of rows, and the query that asks for it."""
    products = products_with_documents(active_language())
    question = asked(query, products)
    portion = Paginator(rows(question, base), PER_PAGE).get_page(query.get("page"))
    given = {name: value for name, value in vars(question).items() if value}
    return {
        "question": question,
        "kinds": DocumentKind.choices,
        "products": products,
        "languages": [(RevisionLanguage.JAPANESE, _("Japanese")), (RevisionLanguage.ENGLISH, _("English"))],
        "listing": portion,
        "query": urlencode(given),
        "address": urlencode(given | ({"page": portion.number} if portion.number > 1 else {})),
        "longest_text": LONGEST_TEXT,
    }
