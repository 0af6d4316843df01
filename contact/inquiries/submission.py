"""The signed draft of the confirm page, the receipt of the thanks page, and the deduplication of submissions."""

import json
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.db import IntegrityError, connection
from django.db.models import Q

from cluster_cms import clock
from cluster_cms.operations.jobs import Job
from cluster_cms.security import crypto
from contact.models import Inquiry, UsedSubmissionKey
from contact.models.submissions import submission_key_hash
from contact.text.answers import Answer, Value, are_answers
from contact.text.cleaning import fold, one_line

DRAFT_VALID_FOR = timedelta(hours=24)
LARGEST = 400_000  # bytes of JSON; far above what the form lets through
DRAFT_SALT = "contact.inquiry"
RECEIPT_VALID_FOR = timedelta(hours=24)
RECEIPT_SALT = "contact.receipt"
SAME_WITHIN = timedelta(minutes=15)
LOCK_CLASS = 0x636F6E74  # any fixed number: our own class of advisory locks on PostgreSQL
BATCH = 1_000
FINGERPRINT_CONTEXT = "inquiry.fingerprint"


@dataclass(frozen=True)
class Draft:
    """An inquiry that was checked by its writer and not yet sent."""

    submission_key: str
    made_at: str  # ISO 8601
    page_id: int
    page_revision_id: int | None
    language: str
    policy_number: int
    purpose: str
    answers: list[Answer]
    purpose_ids: list[int] = field(default_factory=list)
    honeypot_filled: bool = False  # a field that people do not see was filled in (contact.inquiries.spam_scoring)


class UnusableDraft(Exception):
    """A draft cannot be sent; `answers` is whatever could be read, only ever to be shown back to who sent it."""

    def __init__(self, answers: list[Answer]) -> None:
        super().__init__()
        self.answers = answers


class DamagedDraft(UnusableDraft):
    """The signature does not fit: changed on the way, cut off, or signed with a key no longer known."""


class ExpiredDraft(UnusableDraft):
    """The draft is older than VALID_FOR."""


def sign_draft(draft: Draft) -> str:
    """Return the draft as compressed, signed text."""
    return signing.Signer(salt=DRAFT_SALT).sign_object(asdict(draft), compress=True)


def load_draft(sealed: str, *, page_id: int) -> Draft:
    """Return the draft of a page. Raises DamagedDraft or ExpiredDraft."""
    try:
        draft = Draft(**signing.Signer(salt=DRAFT_SALT).unsign_object(sealed))
    except (signing.BadSignature, TypeError, ValueError, zlib.error) as error:
        raise DamagedDraft(readable_answers(sealed)) from error
    if draft.page_id != page_id:
        raise DamagedDraft(draft.answers)
    if clock.now() - datetime.fromisoformat(draft.made_at) > DRAFT_VALID_FOR:
        raise ExpiredDraft(draft.answers)
    return draft


def readable_answers(sealed: str) -> list[Answer]:
    """Read the answers without trusting them, so that a text is not lost with its signature."""
    try:
        data = signing.b64_decode(sealed.split(":", 1)[0].removeprefix(".").encode())
        if sealed.startswith("."):
            data = zlib.decompressobj().decompress(data, LARGEST)
        found: Any = json.loads(data)
        answers = found["answers"]
    except (ValueError, TypeError, KeyError, RecursionError, zlib.error):
        return []
    return answers if are_answers(answers) else []


class BadReceipt(Exception):
    """Not ours, changed, or older than VALID_FOR."""


def receipt_for(reference: str) -> str:
    return signing.Signer(salt=RECEIPT_SALT).sign_object([reference, clock.now().isoformat()])


def reference_on(receipt: str) -> str:
    """Return the reference. Raises BadReceipt."""
    try:
        reference, made_at = signing.Signer(salt=RECEIPT_SALT).unsign_object(receipt)
    except (signing.BadSignature, ValueError) as error:
        raise BadReceipt from error
    if clock.now() - datetime.fromisoformat(made_at) > RECEIPT_VALID_FOR:
        raise BadReceipt
    return str(reference)


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
