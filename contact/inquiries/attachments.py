"""Keeps, finds and hands out the files of inquiries."""

from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

import filetype
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import pgettext

from cluster_cms import clock
from cluster_cms.operations.jobs import Job
from cluster_cms.pages.documents.document_kinds import as_text
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from cluster_cms.text.cleaning import one_line
from contact.models import AttachedFile, Inquiry, Message
from contact.text.pasted_mail import Attachment
from library.attachable import documents_of, newest_file
from library.text.file_types import suffix_of

LARGEST = 25 * 1024 * 1024  # bytes of one file, the most that a mail brings
LONGEST_NAME = 200  # characters
HELD_FOR = timedelta(hours=1)  # files of a form that is not sent
DOWNLOADED = "inquiry.attachment_downloaded"


class FileTooLarge(Exception):
    """The file has more than LARGEST bytes."""


class FilesGone(Exception):
    """A file of a form is not held any more: its hour is over, or it went with another inquiry."""


def kind_of(content: bytes) -> str:
    """Return the type of a file by its content, as a suffix without the dot; empty where it is not recognised."""
    try:
        return suffix_of(content).removeprefix(".")
    except ValidationError:  # nothing that the library takes
        found = filetype.guess(content[:8192])
    if found:
        return str(found.extension)
    return "txt" if content and as_text(content) is not None else ""


def file_name(name: str) -> str:
    """Return the name of a file as it came, on one line, without its folder and without characters that hide others."""
    return one_line(name.replace("\\", "/").rpartition("/")[2])[-LONGEST_NAME:]


def keep_attachment(*, message: Message, name: str, content: bytes, actor: User | None = None) -> AttachedFile:
    """Keep a file that came with a mail, whatever it is, in the caller's transaction. Raises FileTooLarge."""
    if len(content) > LARGEST:
        raise FileTooLarge
    return AttachedFile.objects.create(
        inquiry_id=message.inquiry_id,
        message=message,
        name=file_name(name) or pgettext("file", "unnamed"),
        kind=kind_of(content),
        size=len(content),
        content=content,
        author_id=actor.pk if actor else None,
    )


def keep_mail_files(message: Message, files: Iterable[Attachment], actor: User | None) -> list[Attachment]:
    """Keep the files of a mail, in the caller's transaction; return those that stay in its original alone.

    These are above LARGEST, or cannot be read apart from the mail.
    """
    return [one for one in files if not keep_mail_file(message, one, actor)]


def keep_mail_file(message: Message, file: Attachment, actor: User | None) -> bool:
    content = file.content()
    if content is None or len(content) > LARGEST:
        return False
    keep_attachment(message=message, name=file.name, content=content, actor=actor)
    return True


def hold_file(*, name: str, content: bytes) -> AttachedFile:
    """Keep a checked file of a form until the form is sent, for an hour at most."""
    return AttachedFile.objects.create(name=name, kind=kind_of(content), size=len(content), content=content)


def held_files(tokens: Iterable[str]) -> list[AttachedFile]:
    """Return the files that are held under these tokens, in their order; unknown tokens are left out."""
    ids = [UUID(token) for token in tokens if is_token(token)]
    found = AttachedFile.objects.held_under(ids).in_bulk()
    return [found[pk] for pk in dict.fromkeys(ids) if pk in found]


def is_token(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def attach_held_files(inquiry: Inquiry, tokens: list[str]) -> None:
    """Give an inquiry the files of its form, in the caller's transaction. Raises FilesGone where one is missing."""
    ids = [UUID(token) for token in tokens if is_token(token)]
    if AttachedFile.objects.held_under(ids).update(inquiry=inquiry) != len(tokens):
        raise FilesGone


def held_digests(tokens: Iterable[str]) -> list[str]:
    """Return the SHA-256 of each held file, by which two forms with the same words and other files differ."""
    return [sha256(bytes(file.content)).hexdigest() for file in held_files(tokens)]


def attach_documents(message: Message, documents: Iterable[int], actor: User) -> None:
    """Record the newest files of documents with a reply, in its language. Raises library.attachable.NotAttachable."""
    for document in documents:
        newest = newest_file(document, message.language)
        AttachedFile.objects.create(
            inquiry_id=message.inquiry_id,
            message=message,
            name=newest.name,
            kind=newest.kind,
            size=newest.size,
            revision_id=newest.revision_id,
            author_id=actor.pk,
        )


def holds_documents(message: Message, documents: Iterable[int]) -> bool:
    """Tell whether exactly these documents went with a reply."""
    return documents_with(message) == set(documents)


def documents_with(message: Message) -> set[int]:
    """Return the ids of the documents of the library that go with a reply."""
    found = message.attached_files.exclude(revision_id=None).values_list("revision_id", flat=True)
    return documents_of(one for one in found if one)


def mailed_size(sizes: Iterable[int]) -> int:
    """Return the bytes that files of these sizes take in a mail (base64 in lines of 76 characters, RFC 2045, 6.8)."""
    return sum(-(-size // 57) * 78 for size in sizes)


@transaction.atomic
def download_attachment(*, inquiry: Inquiry, file: UUID, actor: User) -> AttachedFile:
    """Return a file of an inquiry, and record that it is downloaded. Raises AttachedFile.DoesNotExist."""
    found = inquiry.attached_files.get(pk=file)
    audit.record(DOWNLOADED, actor=actor, subject=inquiry.reference)
    return found


def delete_unsent_files() -> int:
    """Delete the files of forms that were not sent within an hour; return how many."""
    return AttachedFile.objects.held().filter(at__lt=clock.now() - HELD_FOR).delete()[0]


def unsent_file_deletion_job() -> Job:
    return Job(name="deletion of files that were not sent", every=timedelta(minutes=10), run=delete_unsent_files)
