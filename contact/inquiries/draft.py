"""The signed draft that the confirm page carries, and the signed receipt of the thanks page."""

import json
import zlib
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core import signing

from cluster_cms import clock
from contact.text.answers import Answer, are_answers

DRAFT_VALID_FOR = timedelta(hours=24)
LARGEST = 400_000  # bytes of JSON; far above what the form lets through
DRAFT_SALT = "contact.inquiry"
RECEIPT_VALID_FOR = timedelta(hours=24)
RECEIPT_SALT = "contact.receipt"


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
