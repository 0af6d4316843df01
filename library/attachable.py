"""Documents of the library as files that a mail can carry; another app's door to them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat

from cluster_cms.pages.languages import paired
from library.models import DocumentRevision, LibraryDocument, with_revisions


class NotAttachable(Exception):
    """A document is not shown on the site, or has no revision that was not withdrawn."""


@dataclass(frozen=True)
class AttachableFile:
    """One revision: `revision_id` names a file that never changes. `kind` is its suffix without the dot."""

    revision_id: int
    document_id: int
    name: str
    kind: str
    size: int
    label: str


def attachable_files(language: str) -> list[AttachableFile]:
    """Return the newest file in a language of each document that visitors may see, by title."""
    found = [attachable(document, revision) for document in with_revisions() if (revision := document.newest(language))]
    return sorted(found, key=lambda one: one.label)


def newest_file(document_id: int, language: str) -> AttachableFile:
    """Return the newest file of a document in a language, else in the other. Raises NotAttachable."""
    document = with_revisions().filter(pk=document_id).first()
    revision = document.newest(language) if document else None
    if document is None or revision is None:
        raise NotAttachable
    return attachable(document, revision)


def attachable(document: LibraryDocument, revision: DocumentRevision) -> AttachableFile:
    label = f"{paired(document, 'title')} ({revision.type_name}, {filesizeformat(revision.size)}, {revision.dated})"
    kind = revision.suffix.removeprefix(".")
    return AttachableFile(revision.pk, document.pk, revision.file_name, kind, revision.size, label)


def documents_of(revision_ids: Iterable[int]) -> set[int]:
    """Return the ids of the documents whose revisions these are."""
    return set(DocumentRevision.objects.filter(pk__in=list(revision_ids)).values_list("document_id", flat=True))


def content_of(revision_id: int) -> bytes:
    """Return the file of a revision, also of one that was withdrawn. Raises NotAttachable where it is gone."""
    revision = DocumentRevision.objects.filter(pk=revision_id).first()
    if revision is None:
        raise NotAttachable
    try:
        with revision.file.open("rb") as file:
            content: bytes = file.read()
    except OSError as error:
        raise NotAttachable from error
    return content
