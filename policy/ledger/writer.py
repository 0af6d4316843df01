"""Appends rows to the ledger under its lock, each linked to the one before by its hash."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from heapq import merge
from typing import Any

from wagtail.models import Page, Revision

from cluster_cms import clock
from cluster_cms.pages.languages import LANGUAGES, paired
from cluster_cms.security import hash_chain
from cluster_cms.security.accounts import User
from cluster_cms.security.hash_chain import GENESIS, canonical_bytes, link, sha256
from policy.models.approval import SignOff, display_name, fresh_salt
from policy.models.events import EventKind, PolicyEvent
from policy.models.revisions import ChainedRow, PolicyRevision
from policy.text.canonical import SCHEMA_VERSION, Document, document
from policy.text.rendering import fragment

APP_VERSION = "0.1.0"  # stands in every row of the ledger: which state of this software froze the text
WORDS = ("summary_ja", "summary_en", "notified_how_ja", "notified_how_en")
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
        return paired(self, "summary", language)

    def notified_how(self, language: str) -> str:
        return paired(self, "notified_how", language)


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
    """Let this transaction alone append to the ledger until it ends."""
    hash_chain.lock_for_append(LOCK)


def append_revision(
    *,
    page: Page,
    revision: Revision,
    terms: RevisionTerms,
    languages: tuple[str, ...],
    change_kind: str,
    promulgated_at: datetime,
    effective_on: date,
    recorded_at_publication: bool,
    sign_off: SignOff,
    warnings: tuple[str, ...] = (),
    earlier: Document | None = None,
    entered_at: datetime | None = None,
) -> PolicyRevision:
    """Freeze a page's text and write its row, under the lock of the chain. `warnings` are the codes confirmed.

    A revision of the past brings its own text with the operator of its day (`earlier`) and the instant of its entry.
    """
    row = PolicyRevision(
        page_id=page.pk,
        number=PolicyRevision.objects.of(page.pk).count() + 1,
        established_on=terms.established_on or effective_on,
        promulgated_at=promulgated_at,
        effective_on=effective_on,
        change_kind=change_kind,
        recorded_at_publication=recorded_at_publication,
        entered_at=entered_at,
        languages=",".join(languages),
        **{name: getattr(terms, name) for name in WORDS},
        warnings=",".join(warnings),
        warnings_reason=terms.warnings_reason if warnings else "",
        wagtail_revision_id=revision.pk,
        wagtail_revision_number=revision.pk,
        **signed(sign_off),
        **frozen(earlier or document(page, languages=languages)),
    )
    append_row(row)
    return row


def signed(sign_off: SignOff) -> dict[str, Any]:
    """Return the columns that name the people behind a revision."""
    submitter, approver = sign_off.submitter, sign_off.approver
    return {
        "submitter_name": display_name(submitter),
        "submitter_id": submitter.pk if submitter else None,
        "approver_name": display_name(approver),
        "approver_id": approver.pk if approver else None,
        "task_state_id": sign_off.task_state_id,
        "approval_waived": sign_off.waived,
        "sign_off_salt": sign_off.salt,
    }


def frozen(content: Document) -> dict[str, Any]:
    """Return the columns that hold the text, as data and as the HTML of each language, with their digests."""
    document = canonical_bytes(content)
    html = {f"html_{language}": fragment(content, language) for language in LANGUAGES}
    return {
        "schema_version": SCHEMA_VERSION,
        "document": document,
        "document_sha256": sha256(document),
        **html,
        **{f"{name}_sha256": sha256(text.encode()) for name, text in html.items()},
    }


def append_withdrawal(*, revision: PolicyRevision, actor: User, reason_ja: str, reason_en: str) -> PolicyEvent:
    """Write that an announced revision will never be in force, and why, under the lock of the chain."""
    event = PolicyEvent(
        revision=revision,
        kind=EventKind.WITHDRAWAL,
        at=clock.now(),
        reason_ja=reason_ja,
        reason_en=reason_en,
        actor_name=display_name(actor),
        actor_id=actor.pk,
        sign_off_salt=fresh_salt(),
    )
    append_row(event)
    return event


def append_row(row: ChainedRow) -> None:
    """Write a row at the end of the chain, under its lock."""
    position, row.previous_hash = head()
    row.position, row.app_version = position + 1, APP_VERSION
    row.sign_off_sha256 = row.expected_sign_off()
    row.row_hash = link(row.previous_hash, row.payload())
    row.save()
