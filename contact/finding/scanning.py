"""Reading through the folded text of the inquiries, newest first, a bounded number at a time.

Every value has to be decrypted to be looked at. So only what is needed is read, bytes are compared with bytes, and
each batch is one short query: no lock, no long transaction, little memory.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cluster_cms import crypto
from cluster_cms.stored_rows import as_time, as_uuid, stored_rows
from contact.desk.paging import NEWEST, key_of
from contact.records import Inquiry, InquiryQuerySet

AT_MOST = 100_000  # inquiries looked at in one go
ENOUGH = 100  # found: who has more before them adds a word, or goes on from there
BATCH = 4_000
START = "start"  # the place before the newest
PLACE = f"{Inquiry._meta.db_table}.search_text."

Row = tuple[Any, ...]  # id, time of receipt, reference, sealed text: as the database holds them
logger = logging.getLogger(__name__)


@dataclass
class Scan:
    """What was found, how many were looked at, and the place of the last one; empty when it was the last of all."""

    place: str
    references: list[str] = field(default_factory=list)
    looked_at: int = 0


def scan(inquiries: InquiryQuerySet, terms: tuple[bytes, ...], *, place: str = START) -> Scan:
    """Look through the inquiries after a place for those in which all terms occur."""
    listed = inquiries.order_by(*NEWEST.fields(backwards=False))
    state, opener = Scan(place), crypto.Opener(PLACE)
    while state.place and state.looked_at < AT_MOST and len(state.references) < ENOUGH:
        key, size = key_of(state.place, NEWEST), min(BATCH, AT_MOST - state.looked_at)
        further = listed.filter(NEWEST.beyond(*key, backwards=False)) if key else listed
        rows = stored_rows(further.values_list("pk", "received_at", "reference", "search_text")[:size])
        look_at(rows, terms, state, opener)
        if len(rows) < size and len(state.references) < ENOUGH:
            state.place = ""
    return state


def look_at(rows: Iterable[Row], terms: tuple[bytes, ...], state: Scan, opener: crypto.Opener) -> None:
    """Look at one after another until enough are found."""
    last = None
    for last in rows:
        state.looked_at += 1
        if holds(last, terms, opener):
            state.references.append(last[2])
            if len(state.references) == ENOUGH:
                break
    if last:
        state.place = NEWEST.place(as_time(last[1]), last[2])


def holds(row: Row, terms: tuple[bytes, ...], opener: crypto.Opener) -> bool:
    pk, _received_at, reference, sealed = row
    try:
        plain = opener(bytes(sealed), str(as_uuid(pk)))
    except crypto.WrongKey:  # one that is damaged must not hide the others
        logger.exception("inquiry %s cannot be read", reference)
        return False
    return all(term in plain for term in terms)
