"""Adds a revision to a document, and withdraws one: nothing that was published is exchanged."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.log_actions import log
from wagtail.search.index import insert_or_update_object

from cluster_cms import clock
from cluster_cms.security.accounts import User
from cluster_cms.text.file_names import stored_name
from library.models import DocumentRevision, LibraryDocument, RevisionText
from library.text.file_types import library_name
from library.text.pdf_text import PdfText, pdf_text

ADDED, WITHDRAWN = "library.revision_added", "library.revision_withdrawn"


@dataclass(frozen=True)
class Upload:
    """A file that the library takes, read once: its name and suffix, its content, and its text if it is a PDF."""

    name: str
    content: bytes
    text: PdfText

    @property
    def suffix(self) -> str:
        suffix = PurePath(self.name).suffix.lower()
        return ".step" if suffix in (".stp", ".p21") else suffix

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def read_upload(name: str, content: bytes) -> Upload:
    """Return a file as an upload. Raises ValidationError for what the library does not take."""
    fitting = stored_name(library_name(name, content))
    is_pdf = fitting.lower().endswith(".pdf")
    return Upload(fitting, content, pdf_text(content) if is_pdf else PdfText())


@dataclass(frozen=True)
class Particulars:
    """What a person says about a revision."""

    language: str
    dated: date
    expires_on: date | None = None
    note_ja: str = ""
    note_en: str = ""


@transaction.atomic
def add_revision(
    *, document: LibraryDocument, upload: Upload, about: Particulars, actor: User | None
) -> DocumentRevision:
    """Add a file as the next revision of a document, with its text; two at once get numbers one after the other."""
    LibraryDocument.objects.select_for_update().get(pk=document.pk)
    newest = document.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    revision = DocumentRevision(
        document=document,
        number=newest + 1,
        file_name=upload.name,
        suffix=upload.suffix,
        size=len(upload.content),
        sha256=upload.sha256,
        language=about.language,
        dated=about.dated,
        expires_on=about.expires_on,
        note_ja=about.note_ja,
        note_en=about.note_en,
        added_by=actor,
    )
    revision.file.save(upload.name, ContentFile(upload.content), save=False)
    revision.save()
    if upload.text.text:
        RevisionText.objects.create(revision=revision, text=upload.text.text, cut=upload.text.cut)
    note(document, ADDED, revision, actor)
    return revision


@transaction.atomic
def withdraw(*, revision: DocumentRevision, actor: User | None) -> None:
    """Withdraw a revision: it stays in the list, its file is no longer delivered."""
    revision.withdrawn_on = clock.today()
    revision.save(update_fields=["withdrawn_on"])
    note(revision.document, WITHDRAWN, revision, actor)


def note(document: LibraryDocument, action: str, revision: DocumentRevision, actor: User | None) -> None:
    """Note an act in the history of the document, and have the document found by what it holds now."""
    log(instance=document, action=action, user=actor, data={"number": revision.number})
    document.forget_revisions()
    insert_or_update_object(document)
