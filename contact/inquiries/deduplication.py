"""Finds out that the same inquiry is sent again: a second click, a reload, or an erased draft."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, connection
from django.db.models import Q

from cluster_cms import clock
from cluster_cms.operations.jobs import Job
from cluster_cms.security import crypto
from contact.inquiries.draft import DRAFT_VALID_FOR
from contact.models import Inquiry, UsedSubmissionKey
from contact.models.submissions import submission_key_hash
from contact.text.answers import Answer, Value
from contact.text.cleaning import fold, one_line

SAME_WITHIN = timedelta(minutes=15)
LOCK_CLASS = 0x636F6E74  # any fixed number: our own class of advisory locks on PostgreSQL
BATCH = 1_000
FINGERPRINT_CONTEXT = "inquiry.fingerprint"


class InquiryErased(Exception):
    """The draft was sent before, and its inquiry has been erased since: it must not come back by itself."""


def lock_fingerprint(fingerprint: str) -> None:
    """Let equal inquiries pass one after another; SQLite's write lock (BEGIN IMMEDIATE) does so already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_CLASS, int(fingerprint[:7], 16)])


def find_duplicate(*, submission_key: str, fingerprint: str, at: datetime) -> Inquiry | None:
    """Return the inquiry of this draft, or else the latest that said the same a moment ago, with its reference alone.

    One question for both: it is asked under the lock of the chain of equal inquiries, and nearly always finds nothing.
    """
    # Both ways in time: the clocks of two hosts differ, and the later of two clicks may pass first.
    same = Q(fingerprint=fingerprint, received_at__gt=at - SAME_WITHIN, received_at__lt=at + SAME_WITHIN)
    known = Inquiry.objects.filter(Q(submission_key=submission_key) | same).latest_first()
    found = list(known.only("reference", "submission_key"))
    own = (inquiry for inquiry in found if inquiry.submission_key == submission_key)
    return next(own, None) or next(iter(found), None)


def register_submission_key(submission_key: str, at: datetime) -> None:
    """Note that a draft was sent. Raises InquiryErased when it was noted before: its inquiry is gone."""
    sent = UsedSubmissionKey(key_hash=submission_key_hash(submission_key), sent_at=at)
    try:
        sent.save(force_insert=True)
    except IntegrityError as error:
        raise InquiryErased from error


def delete_expired_submission_keys() -> None:
    """Delete what has expired, in batches, so that the form never waits for it."""
    expired = UsedSubmissionKey.objects.filter(sent_at__lte=clock.now() - 2 * DRAFT_VALID_FOR).values_list(
        "pk", flat=True
    )
    while old := list(expired[:BATCH]):
        UsedSubmissionKey.objects.filter(pk__in=old).delete()


def submission_key_deletion_job() -> Job:
    return Job(name="forgetting of sent drafts", every=timedelta(hours=1), run=delete_expired_submission_keys)


def fingerprint(*, page_id: int, answers: Iterable[Answer]) -> str:
    """Return an equal hash for equal answers on the same page; width, case, kana and blanks make no difference."""
    said = [[answer["key"], folded(answer["value"])] for answer in answers]
    return crypto.lookup_hash(json.dumps([page_id, sorted(said)], ensure_ascii=False), purpose=FINGERPRINT_CONTEXT)


def folded(value: Value) -> list[str]:
    texts = value if isinstance(value, list) else [value]
    return [one_line(fold(text)) for text in texts]
