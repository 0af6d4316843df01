"""The folded text that a search scans, one row an inquiry, refreshed in the transaction that changes it."""

from collections.abc import Iterator

from contact.models import Inquiry, SearchText
from contact.text import answers
from contact.text.cleaning import searchable


def create_search_text(inquiry: Inquiry) -> None:
    """Write what a search reads of an inquiry that has just been stored: nothing was said about it yet."""
    folded(inquiry, answers.search_text(inquiry.answers)).save(force_insert=True)


def refresh_search_text(inquiry: Inquiry) -> None:
    """Write anew what a search reads, after something was said or changed.

    The inquiry must be locked: of two who write at the same moment, the second then reads what the first has written.
    """
    folded(inquiry, search_text(inquiry)).save()


def folded(inquiry: Inquiry, text: str) -> SearchText:
    return SearchText(inquiry=inquiry, received_at=inquiry.received_at, reference=inquiry.reference, text=text)


def search_text(inquiry: Inquiry) -> str:
    """Return all that was said, one thing a line, so that words of two of them are not read as one."""
    said = (searchable(text) for text in texts_of(inquiry))
    return "\n".join(filter(None, [answers.search_text(inquiry.answers), *said]))


def texts_of(inquiry: Inquiry) -> Iterator[str]:
    """Yield what was written back and forth, and what the desk has noted for itself: only the desk searches."""
    for message in inquiry.messages.all():
        yield from (message.subject or "", message.address or "", message.body)
    for note in inquiry.notes.all():
        yield note.text
