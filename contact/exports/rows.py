"""Reads the inquiries of an export in batches of 250, so that memory stays small."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q
from django.db.models.functions import Cast

from cluster_cms.operations.large_tables import as_time, row_ids, stored_rows, written
from cluster_cms.security import crypto
from contact.models import ExportedInquiry, ExportRecord, Inquiry
from contact.text.answers import Answer

BATCH = 250


class Row(NamedTuple):
    """One inquiry as exports read it."""

    reference: str
    received_at: datetime
    status: str
    source: str
    language: str
    answered_at: datetime | None
    closed_at: datetime | None
    due_on: date | None
    page_title: str
    purpose: str
    revision: int
    answers: dict[str, Answer]
    size: int  # bytes of the answers; no single one is longer


TIMES = ("received_at", "answered_at", "closed_at")
FIELDS: tuple[str | Cast, ...] = (
    *(
        written(f"inquiry__{name}") if name in TIMES else f"inquiry__{name}"
        for name in Row._fields
        if name not in ("revision", "answers", "size")
    ),
    "inquiry__policy_revision__number",
    written("inquiry"),
    "inquiry__answers",
)
PLACE = f"{Inquiry._meta.db_table}.answers."


def batches(export: ExportRecord) -> Iterator[list[Row]]:
    """Yield the rows of an export, newest inquiry first."""
    listed = ExportedInquiry.objects.filter(export=export).order_by("-received_at", "-inquiry")
    opener = crypto.Opener(PLACE)
    found = stored_rows(listed.values_list(*FIELDS)[:BATCH])
    while found:
        ids = row_ids([row[-2] for row in found])
        rows = make_rows(found, decrypted(opener, ids, [row[-1] for row in found]))
        yield rows
        received_at, pk = rows[-1].received_at, ids[-1]
        further = listed.filter(Q(received_at__lt=received_at) | Q(inquiry__lt=pk), received_at__lte=received_at)
        found = stored_rows(further.values_list(*FIELDS)[:BATCH])


def make_rows(found: list[tuple[Any, ...]], answers: list[dict[str, Answer]]) -> list[Row]:
    """Return rows of stored values and decrypted answers; their times get a zone."""
    columns: list[Iterable[Any]] = [*zip(*found, strict=True)]
    *columns, _ids, sealed = columns
    for place in map(Row._fields.index, TIMES):
        columns[place] = [as_time(value) if value else None for value in columns[place]]
    return [Row._make(values) for values in zip(*columns, answers, map(len, sealed), strict=True)]


def decrypted(opener: crypto.Opener, ids: list[str], sealed: list[bytes]) -> list[dict[str, Answer]]:
    """Return the answers of each row by question key; all are parsed as one list, faster than one by one."""
    plain = [opener(value, row_id) for row_id, value in zip(ids, sealed, strict=True)]
    given: list[list[Answer]] = json.loads(b"[%s]" % b",".join(plain))
    return [{answer["key"]: answer for answer in answers} for answers in given]
