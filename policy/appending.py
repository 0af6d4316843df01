"""Appending one row to the ledger, with everything that is frozen in it."""

from datetime import date, datetime
from typing import Any

from wagtail.models import Page, Revision

from policy import __version__
from policy.canonical import SCHEMA_VERSION, Document, document, fingerprint, serialise
from policy.chain import head
from policy.chained import ChainedRow
from policy.ledger import PolicyRevision
from policy.rendering import fragment
from policy.sign_off import SignOff, name_of
from policy.terms import Terms


def append(
    *,
    page: Page,
    revision: Revision,
    terms: Terms,
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
    link(row)
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


def link(row: ChainedRow) -> None:
    """Write a row at the end of the chain, under its lock."""
    position, row.previous_hash = head()
    row.position, row.app_version = position + 1, __version__
    row.sign_off_sha256 = row.expected_sign_off()
    row.row_hash = row.expected_hash()
    row.save()
