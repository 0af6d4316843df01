"""The same inquiry once more: a second click, a reload, or a draft whose inquiry was erased."""

from datetime import datetime, timedelta

from django.db import IntegrityError, connection
from django.db.models import Q

from cluster_cms import clock
from cluster_cms.jobs import Job
from contact.form.payload import VALID_FOR
from contact.records import Inquiry, SentDraft
from contact.records.sent_draft import hash_of

SAME_WITHIN = timedelta(minutes=15)
LOCK_CLASS = 0x636F6E74  # any fixed number: our own class of advisory locks on PostgreSQL
BATCH = 1_000


class ErasedMeanwhile(Exception):
    """The draft was sent before, and its inquiry has been erased since: it must not come back by itself."""


def take_turn(fingerprint: str) -> None:
    """Let equal inquiries pass one after another; SQLite's write lock (BEGIN IMMEDIATE) does so already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_CLASS, int(fingerprint[:7], 16)])


def sent_before(*, submission_key: str, fingerprint: str, at: datetime) -> Inquiry | None:
    """Return the inquiry of this draft, or else the latest that said the same a moment ago, with its reference alone.

    One question for both: it is asked under the lock of the chain of equal inquiries, and nearly always finds nothing.
    """
    # Both ways in time: the clocks of two hosts differ, and the later of two clicks may pass first.
    same = Q(fingerprint=fingerprint, received_at__gt=at - SAME_WITHIN, received_at__lt=at + SAME_WITHIN)
    known = Inquiry.objects.filter(Q(submission_key=submission_key) | same).latest_first()
    found = list(known.only("reference", "submission_key"))
    own = (inquiry for inquiry in found if inquiry.submission_key == submission_key)
    return next(own, None) or next(iter(found), None)


def remember(submission_key: str, at: datetime) -> None:
    """Note that a draft was sent. Raises ErasedMeanwhile when it was noted before: its inquiry is gone."""
    sent = SentDraft(key_hash=hash_of(submission_key), sent_at=at)
    try:
        sent.save(force_insert=True)
    except IntegrityError as error:
        raise ErasedMeanwhile from error


def forget_sent_drafts() -> None:
    """Delete what has expired, in batches, so that the form never waits for it."""
    expired = SentDraft.objects.filter(sent_at__lte=clock.now() - 2 * VALID_FOR).values_list("pk", flat=True)
    while old := list(expired[:BATCH]):
        SentDraft.objects.filter(pk__in=old).delete()


def forgetting() -> Job:
    return Job(name="forgetting of sent drafts", every=timedelta(hours=1), run=forget_sent_drafts)
