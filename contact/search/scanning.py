"""Keeps the folded text of each inquiry, and scans these texts newest first, a bounded number at a time."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from cluster_cms.operations.large_tables import as_time, row_ids, stored_rows, written
from cluster_cms.security import crypto
from cluster_cms.text.folding import searchable
from contact.models import Inquiry, InquiryQuerySet, SearchText
from contact.search.pagination import NEWEST, parse_cursor
from contact.search.pair_index import Term, narrowing, newest_of
from contact.text import answers

MAX_SCANNED = 100_000  # texts decrypted in one search; a next one goes on from its cursor
MAX_FOUND = 100
READ_WHOLE = 500  # the newest texts, which are looked through without the index
NARROWED_FIRST = 20_000  # the texts behind them, of which the index is asked before it is asked of all
LAST_REFERENCE = "ZZZZ-ZZZZ"  # no reference is sorted behind it
BATCH = 1_000  # texts in one query
NARROWED_BATCH = 4_000  # more, because each of these queries gathers and orders all that the index names
START = "start"  # the cursor before the newest text
COLUMN = f"{SearchText._meta.db_table}.text."  # to which the encryption is bound, with the id of the row

Row = tuple[Any, ...]  # id, time of receipt, reference, encrypted text, as the database driver returns them
logger = logging.getLogger(__name__)


@dataclass
class Scan:
    """The references found, how many texts were scanned, and where to go on; `cursor` is empty at the end."""

    cursor: str
    references: list[str] = field(default_factory=list)
    scanned: int = 0


def refresh_search_text(inquiry: Inquiry) -> None:
    """Store the search text anew after a message, a note or a correction.

    The inquiry must be locked, so that of two concurrent writers the second reads what the first has stored.
    """
    correspondence = (searchable(text) for text in correspondence_of(inquiry))
    text = "\n".join(filter(None, [answers.search_text(inquiry.answers), *correspondence]))
    build_search_text(inquiry, text).save()


def build_search_text(inquiry: Inquiry, text: str) -> SearchText:
    """Return an unsaved search text."""
    return SearchText(inquiry=inquiry, received_at=inquiry.received_at, reference=inquiry.reference, text=text)


def correspondence_of(inquiry: Inquiry) -> Iterator[str]:
    """Yield the texts of all messages and of all notes, internal ones included: only the desk searches."""
    for message in inquiry.messages.all():
        yield from (message.subject or "", message.address or "", message.body)
    for note in inquiry.notes.all():
        yield note.text


def scan(inquiries: InquiryQuerySet, terms: tuple[Term, ...], *, cursor: str = START) -> Scan:
    """Scan the texts after a cursor for all terms, among `inquiries`; stop at MAX_FOUND or MAX_SCANNED."""
    result, decrypt = Scan(cursor), crypto.Opener(COLUMN)
    for length, condition in stretches(narrowing(terms)):
        end = end_of_stretch(result.cursor, length)
        if not scan_stretch(result, condition, end, inquiries, terms, decrypt):
            return result
        result.cursor = NEWEST.cursor(end, LAST_REFERENCE) if end else ""
        if end is None:
            break
    return result


def stretches(narrowed: Q | None) -> list[tuple[int | None, Q | None]]:
    """Return the lengths of the stretches in which texts are gone through, and what a text is to meet there.

    What many texts hold fills the page before the whole index is asked, which would name all of them.
    """
    if narrowed is None:
        return [(None, None)]
    return [(READ_WHOLE, None), (NARROWED_FIRST, narrowed), (None, narrowed)]


def scan_stretch(
    result: Scan,
    condition: Q | None,
    end: datetime | None,
    inquiries: InquiryQuerySet,
    terms: tuple[Term, ...],
    decrypt: crypto.Opener,
) -> bool:
    """Go on with a scan as far as a time of receipt, or the oldest text; return whether it came there."""
    while result.scanned < MAX_SCANNED and (missing := MAX_FOUND - len(result.references)):
        size = min(BATCH if condition is None else NARROWED_BATCH, MAX_SCANNED - result.scanned)
        rows = rows_after(result.cursor, size, condition, end)
        scanned, found = match_rows(rows, terms, missing, decrypt)
        result.references += permitted(inquiries, found)
        result.scanned += scanned
        if scanned == len(rows) < size:
            return True
        result.cursor = cursor_of(rows[scanned - 1])
    return False


def texts_after(cursor: str) -> QuerySet[SearchText]:
    position = parse_cursor(cursor, NEWEST)
    return SearchText.objects.filter(NEWEST.after(*position)) if position else SearchText.objects.all()


def end_of_stretch(cursor: str, length: int | None) -> datetime | None:
    """Return the time of receipt of the text so many places behind a cursor; None when that is behind the oldest."""
    if length is None:
        return None
    return texts_after(cursor).order_by(*NEWEST.fields()).values_list("received_at", flat=True)[length:].first()


def rows_after(cursor: str, size: int, condition: Q | None, end: datetime | None) -> list[Row]:
    texts = texts_after(cursor)
    if end:
        texts = texts.filter(received_at__gte=end)
    texts = newest_of(texts.filter(condition), size) if condition else texts.order_by(*NEWEST.fields())[:size]
    return stored_rows(texts.values_list(written("pk"), written("received_at"), "reference", "text"))


def match_rows(rows: list[Row], terms: tuple[Term, ...], most: int, decrypt: crypto.Opener) -> tuple[int, list[str]]:
    """Return how many rows were read until `most` matched, and the references of those that match.

    One function on purpose: 100,000 further calls are felt, and where the frames of Python just fill a piece of memory
    each call fetches another from the system (CPython 3.11, `_PyThreadState_PushFrame`).
    """
    found: list[str] = []
    ids = row_ids([row[0] for row in rows])
    for number, (row_id, (_id, _received_at, reference, encrypted)) in enumerate(zip(ids, rows, strict=True), 1):
        try:
            text = decrypt(encrypted, row_id)
        except crypto.WrongKey:  # one damaged text must not hide the others
            logger.exception("inquiry %s cannot be read", reference)
            continue
        for term in terms:
            for spelling in term:
                if spelling in text:
                    break
            else:
                break
        else:
            found.append(reference)
            if len(found) == most:
                return number, found
    return len(rows), found


def permitted(inquiries: InquiryQuerySet, references: list[str]) -> list[str]:
    """Return the references of inquiries that the searching account may see, in the given order."""
    known = set(inquiries.with_references(*references).values_list("reference", flat=True)) if references else set()
    return [reference for reference in references if reference in known]


def cursor_of(row: Row) -> str:
    return NEWEST.cursor(as_time(row[1]), row[2])
