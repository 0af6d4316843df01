"""Keeps the folded text of each inquiry, and scans those texts newest first, a bounded number at a time."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cluster_cms.operations.raw_rows import as_time, row_ids, stored_rows, written
from cluster_cms.security import crypto
from contact.models import Inquiry, InquiryQuerySet, SearchText
from contact.search.pagination import NEWEST, key_of
from contact.text import answers
from contact.text.cleaning import searchable

AT_MOST = 100_000  # inquiries looked at in one go
ENOUGH = 100  # found: who has more before them adds a word, or goes on from there
BATCH = 1_000
START = "start"  # the place before the newest
PLACE = f"{SearchText._meta.db_table}.text."


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


Row = tuple[Any, ...]  # id, time of receipt, reference, sealed text: as the database holds them
logger = logging.getLogger(__name__)


@dataclass
class Scan:
    """What was found, how many were looked at, and the place of the last one; empty when it was the last of all."""

    place: str
    references: list[str] = field(default_factory=list)
    scanned: int = 0

    @property
    def wanting(self) -> int:
        """Return how many more are enough."""
        return ENOUGH - len(self.references)


def scan(inquiries: InquiryQuerySet, terms: tuple[bytes, ...], *, place: str = START) -> Scan:
    """Look through what was said after a place for those of the inquiries in which all terms occur."""
    state, opener = Scan(place), crypto.Opener(PLACE)
    while state.place and state.scanned < AT_MOST and state.wanting:
        size = min(BATCH, AT_MOST - state.scanned)
        rows = rows_after(state.place, size)
        scanned, found = look_at(rows, terms, state.wanting, opener)
        state.references += visible(inquiries, found)
        state.scanned += scanned
        state.place = place_of(rows[scanned - 1]) if scanned == size or scanned < len(rows) else ""
    return state


def rows_after(place: str, size: int) -> list[Row]:
    texts = SearchText.objects.order_by(*NEWEST.fields(backwards=False))
    if key := key_of(place, NEWEST):
        texts = texts.filter(NEWEST.beyond(*key, backwards=False))
    return stored_rows(texts.values_list(written("pk"), written("received_at"), "reference", "text")[:size])


def look_at(rows: list[Row], terms: tuple[bytes, ...], wanting: int, opener: crypto.Opener) -> tuple[int, list[str]]:
    """Return how many rows were looked at until enough were found, and the references of those.

    All in one function on purpose: 100,000 times a call is felt, and where the frames of Python just fill a piece of
    memory each call fetches another from the system (CPython 3.11, `_PyThreadState_PushFrame`).
    """
    found: list[str] = []
    ids = row_ids([row[0] for row in rows])
    for number, (row_id, (_id, _received_at, reference, sealed)) in enumerate(zip(ids, rows, strict=True), 1):
        try:
            plain = opener(sealed, row_id)
        except crypto.WrongKey:  # one that is damaged must not hide the others
            logger.exception("inquiry %s cannot be read", reference)
            continue
        for term in terms:
            if term not in plain:
                break
        else:
            found.append(reference)
            if len(found) == wanting:
                return number, found
    return len(rows), found


def visible(inquiries: InquiryQuerySet, references: list[str]) -> list[str]:
    """Return those, in their order, that name inquiries which whoever searches may touch."""
    known = set(inquiries.with_references(*references).values_list("reference", flat=True)) if references else set()
    return [reference for reference in references if reference in known]


def place_of(row: Row) -> str:
    return NEWEST.place(as_time(row[1]), row[2])
