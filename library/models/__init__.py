"""Everything the library stores: documents, their revisions with the text of each, and reminders that were sent."""

from library.models.document import DocumentKind, LibraryDocument, with_revisions
from library.models.revision import DocumentRevision, ExpiryReminder, RevisionLanguage, RevisionText

__all__ = [
    "DocumentKind",
    "DocumentRevision",
    "ExpiryReminder",
    "LibraryDocument",
    "RevisionLanguage",
    "RevisionText",
    "with_revisions",
]
