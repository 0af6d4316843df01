"""Reading the inquiries of an export, a few hundred at a time: memory and locks stay small whatever their number.

No model instances, no long transaction: each batch is one short query in the order in which the export was recorded.
What is erased while the file is written is left out of the rest of it.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from cluster_cms import crypto
from contact.answers import Answer
from contact.records import ExportedInquiry, ExportRecord, Inquiry

BATCH = 250


class Row(NamedTuple):
    """What an export needs to know of one inquiry."""

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


FIELDS = (
    *(f"inquiry__{name}" for name in Row._fields if name not in ("revision", "answers", "size")),
    "inquiry__policy_revision__number",
    "inquiry__pk",
    "inquiry__answers",
)
RECEIVED_AT, PK = FIELDS.index("inquiry__received_at"), FIELDS.index("inquiry__pk")
BOUND_TO = f"{Inquiry._meta.db_table}.answers."


def batches(export: ExportRecord) -> Iterator[list[Row]]:
    """Yield the rows of an export, newest inquiry first."""
    listed = ExportedInquiry.objects.filter(export=export).order_by("-received_at", "-inquiry")
    found = list(listed.values_list(*FIELDS)[:BATCH])
    while found:
        yield [Row._make((*values, opened(pk, sealed), len(sealed))) for *values, pk, sealed in found]
        received_at, pk = found[-1][RECEIVED_AT], found[-1][PK]
        further = listed.filter(Q(received_at__lt=received_at) | Q(inquiry__lt=pk), received_at__lte=received_at)
        found = list(further.values_list(*FIELDS)[:BATCH])


def opened(pk: UUID, sealed: bytes) -> dict[str, Answer]:
    """Return decrypted answers by the keys of their questions."""
    answers: list[Answer] = json.loads(crypto.decrypt(sealed, bound_to=f"{BOUND_TO}{pk}"))
    return {answer["key"]: answer for answer in answers}
