"""The signed draft that the check page carries, and the signed receipt that leads to the thanks page."""

import json
import zlib
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core import signing

from cluster_cms import clock
from contact.text.answers import Answer, are_answers

DRAFT_VALID_FOR = RECEIPT_VALID_FOR = timedelta(hours=24)
DRAFT_SALT, RECEIPT_SALT = "contact.inquiry", "contact.receipt"
LARGEST = 400_000  # bytes of JSON; far above what the form lets through


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What every inquiry brings, whether by the form or recorded by hand; the key is unique to one submission."""

    submission_key: str
    language: str
    answers: list[Answer]
    purpose: str
    purpose_ids: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Draft(Submission):
    """An inquiry that its writer has checked and not yet sent."""

    made_at: str  # ISO 8601
    page_id: int
    page_revision_id: int | None
    policy_number: int
    honeypot_filled: bool = False


class UnusableDraft(Exception):
    """A draft cannot be sent; `answers` holds what could be read of it, only to be shown back to its sender."""

    def __init__(self, answers: list[Answer]) -> None:
        super().__init__()
        self.answers = answers


class DamagedDraft(UnusableDraft):
    """The signature is wrong: the draft was changed, cut off, or signed with a secret that is no longer used."""


class ExpiredDraft(UnusableDraft):
    """The draft is older than DRAFT_VALID_FOR."""


class BadReceipt(Exception):
    """A receipt has a wrong signature, or is older than RECEIPT_VALID_FOR."""


def sign_draft(draft: Draft) -> str:
    """Return the draft as compressed, signed, readable text: it is not encrypted."""
    return signing.Signer(salt=DRAFT_SALT).sign_object(asdict(draft), compress=True)


def load_draft(signed: str, *, page_id: int) -> Draft:
    """Return the draft of a page. Raises DamagedDraft or ExpiredDraft."""
    try:
        draft = Draft(**signing.Signer(salt=DRAFT_SALT).unsign_object(signed))
    except (signing.BadSignature, TypeError, ValueError, zlib.error) as error:
        raise DamagedDraft(readable_answers(signed)) from error
    if draft.page_id != page_id:
        raise DamagedDraft(draft.answers)
    if clock.now() - datetime.fromisoformat(draft.made_at) > DRAFT_VALID_FOR:
        raise ExpiredDraft(draft.answers)
    return draft


def readable_answers(signed: str) -> list[Answer]:
    """Return the answers of a draft whose signature may be wrong, or none; they are not to be trusted."""
    try:
        data = signing.b64_decode(signed.split(":", 1)[0].removeprefix(".").encode())
        if signed.startswith("."):
            data = zlib.decompressobj().decompress(data, LARGEST)
        content: Any = json.loads(data)
        answers = content["answers"]
    except (ValueError, TypeError, KeyError, RecursionError, zlib.error):
        return []
    return answers if are_answers(answers) else []


def receipt_for(reference: str) -> str:
    """Return signed text with the reference of a stored inquiry and the present time."""
    return signing.Signer(salt=RECEIPT_SALT).sign_object([reference, clock.now().isoformat()])


def reference_on(receipt: str) -> str:
    """Return the reference of a receipt. Raises BadReceipt."""
    try:
        reference, made_at = signing.Signer(salt=RECEIPT_SALT).unsign_object(receipt)
    except (signing.BadSignature, ValueError) as error:
        raise BadReceipt from error
    if clock.now() - datetime.fromisoformat(made_at) > RECEIPT_VALID_FOR:
        raise BadReceipt
    return str(reference)
