"""Appends rows to the ledger under its lock, each linked to the one before by its hash."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from heapq import merge
from typing import Any

from django.db import connection
from wagtail.models import Page, Revision

from policy import __version__
from policy.models.approval import SignOff, name_of
from policy.models.events import PolicyEvent
from policy.models.revisions import GENESIS, ChainedRow, PolicyRevision
from policy.text.canonical import SCHEMA_VERSION, Document, document, fingerprint, serialise
from policy.text.rendering import fragment

LOCK = 0x706F6C696379  # any fixed number: the chain's own advisory lock on PostgreSQL


@dataclass(frozen=True)
class RevisionTerms:
    """What a revision says about itself. Without `effective_on` it takes effect when promulgated."""

    established_on: date | None
    effective_on: date | None
    change_kind: str
    summary_ja: str
    summary_en: str
    notified_how_ja: str = ""
    notified_how_en: str = ""
    warnings_reason: str = ""

    def summary(self, language: str) -> str:
        return self.summary_ja if language == "ja" else self.summary_en

    def notified_how(self, language: str) -> str:
        return self.notified_how_ja if language == "ja" else self.notified_how_en


def rows() -> Iterator[PolicyRevision | PolicyEvent]:
    """Yield every row in the order in which it was written."""
    tables = (model._default_manager.order_by("position").iterator() for model in (PolicyRevision, PolicyEvent))
    return merge(*tables, key=lambda row: row.position)


def head() -> tuple[int, str]:
    """Return position and hash of the newest row."""
    newest: list[ChainedRow] = [
        *PolicyRevision.objects.without_texts().order_by("-position")[:1],
        *PolicyEvent.objects.order_by("-position")[:1],
    ]
    last = max(newest, key=lambda row: row.position, default=None)
    return (last.position, last.row_hash) if last else (0, GENESIS)


def take_lock() -> None:
    """Let one writer append at a time; SQLite's write lock (BEGIN IMMEDIATE) does so already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def append_revision(
    *,
    page: Page,
    revision: Revision,
    terms: RevisionTerms,
    languages: tuple[str, ...],
    change_kind: str,
    promulgated_at: datetime,
    effective_on: date,
    witnessed: bool,
    sign_off: SignOff,
    warnings: tuple[str, ...] = (),
) -> PolicyRevision:
    """Freeze a page's text and write its row, under the lock of the chain. `warnings` are the codes confirmed."""
    row = PolicyRevision(
        page_id=page.pk,
        number=PolicyRevision.objects.of(page.pk).count() + 1,
        established_on=terms.established_on or effective_on,
        promulgated_at=promulgated_at,
        effective_on=effective_on,
        change_kind=change_kind,
        witnessed=witnessed,
        languages=",".join(languages),
        summary_ja=terms.summary_ja,
        summary_en=terms.summary_en,
        notified_how_ja=terms.notified_how_ja,
        notified_how_en=terms.notified_how_en,
        warnings=",".join(warnings),
        warnings_reason=terms.warnings_reason if warnings else "",
        wagtail_revision_id=revision.pk,
        wagtail_revision_number=revision.pk,
        **signed(sign_off),
        **frozen(document(page, languages=languages)),
    )
    digest(row)
    append_row(row)
    return row


def signed(sign_off: SignOff) -> dict[str, Any]:
    """Return the columns that name the people behind a revision."""
    submitter, approver = sign_off.submitter, sign_off.approver
    return {
        "submitter_name": name_of(submitter),
        "submitter_id": submitter.pk if submitter else None,
        "approver_name": name_of(approver),
        "approver_id": approver.pk if approver else None,
        "task_state_id": sign_off.task_state_id,
        "approval_waived": sign_off.waived,
        "sign_off_salt": sign_off.salt,
    }


def frozen(content: Document) -> dict[str, Any]:
    """Return the columns that hold the text, as data and as the HTML of each language."""
    return {
        "schema_version": SCHEMA_VERSION,
        "document": serialise(content),
        "html_ja": fragment(content, "ja"),
        "html_en": fragment(content, "en"),
    }


def digest(row: PolicyRevision) -> None:
    """Compute the digests of a revision's own parts."""
    row.document_sha256 = fingerprint(bytes(row.document))
    row.html_ja_sha256 = fingerprint(row.html_ja.encode())
    row.html_en_sha256 = fingerprint(row.html_en.encode())


def append_row(row: ChainedRow) -> None:
    """Write a row at the end of the chain, under its lock."""
    position, row.previous_hash = head()
    row.position, row.app_version = position + 1, __version__
    row.sign_off_sha256 = row.expected_sign_off()
    row.row_hash = row.expected_hash()
    row.save()
