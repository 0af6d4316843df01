"""Verifies the ledger: chain, bytes, numbers, and the live page and Wagtail's own log against it."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import F
from wagtail.models import PageLogEntry

from cluster_cms.security import hash_chain
from cluster_cms.security.hash_chain import CheckedRow, sha256
from policy.ledger import writer
from policy.models.events import PolicyEvent
from policy.models.revisions import PolicyRevision
from policy.text.canonical import text_of

PUBLISHING = ("wagtail.publish", "wagtail.publish.scheduled")


def verify() -> list[str]:
    """Return one sentence for each fault, in the order of the chain; an empty list means that the ledger is whole."""
    return [*chain_faults(), *page_faults(), *log_faults()]


def chain_faults() -> Iterator[str]:
    """Yield missing rows, broken links, and what does not match within a row."""
    numbers: dict[int, int] = {}  # the last number of each page
    for checked in hash_chain.check(writer.rows()):
        row = checked.row
        follows = True
        if isinstance(row, PolicyRevision):
            follows = row.number == numbers.get(row.page_id, 0) + 1
            numbers[row.page_id] = row.number
        if checked.missing or not follows:
            yield f"a row before {name(row)} is missing"
        elif not checked.linked:
            yield f"{name(row)} does not continue the row before it"
        yield from row_faults(checked)


def name(row: PolicyRevision | PolicyEvent) -> str:
    if isinstance(row, PolicyRevision):
        return f"revision {row.number}"
    return f"the {row.kind} of revision {row.revision.number}"


def row_faults(checked: CheckedRow[PolicyRevision | PolicyEvent]) -> Iterator[str]:
    """Yield each part of a row that does not match its digest."""
    row = checked.row
    parts = revision_checks(row) if isinstance(row, PolicyRevision) else event_checks(row)
    parts |= {"sign-off": row.expected_sign_off() == row.sign_off_sha256, "record": checked.unchanged}
    for part, matches in parts.items():
        if not matches:
            yield f"{name(row)}: its {part} was changed"


def revision_checks(row: PolicyRevision) -> dict[str, bool]:
    return {
        "text": sha256(bytes(row.document)) == row.document_sha256,
        "Japanese page": sha256(row.html_ja.encode()) == row.html_ja_sha256,
        "English page": sha256(row.html_en.encode()) == row.html_en_sha256,
        "Wagtail revision": row.wagtail_revision_id == row.wagtail_revision_number,
    }


def event_checks(row: PolicyEvent) -> dict[str, bool]:
    """Return whether a withdrawal comes after its revision was announced and before it was in force."""
    return {"time": row.position > row.revision.position and row.at < row.revision.effect_at}


def log_faults() -> Iterator[str]:
    """Yield each publication that is only in Wagtail's own log or only in the ledger."""
    held = dict(PolicyRevision.objects.values_list("wagtail_revision_number", "number"))
    # A text of the past that did not go live has a Wagtail revision dated as it was announced.
    entered = PolicyRevision.objects.filter(wagtail_revision__created_at=F("promulgated_at"))
    pages = apps.get_model("policy", "PolicyPage")._default_manager.filter(alias_of=None).values("pk")
    published = PageLogEntry.objects.filter(page__in=pages, action__in=PUBLISHING).order_by("timestamp")
    logged = dict.fromkeys(published.values_list("revision_id", flat=True))
    for revision in held.keys() - logged.keys() - set(entered.values_list("wagtail_revision_number", flat=True)):
        yield f"revision {held[revision]}: Wagtail's log does not know of its publication"
    for revision in logged.keys() - held.keys():
        yield f"Wagtail's log knows of a publication that the ledger lacks: its revision {revision}"


def page_faults() -> Iterator[str]:
    """Yield where the live page and the newest revision of the ledger differ."""
    for page in apps.get_model("policy", "PolicyPage")._default_manager.filter(alias_of=None):
        newest = PolicyRevision.objects.of(page.pk).newest_first().first()
        if newest is None:
            if page.live:
                yield "the policy is live without a revision in the ledger"
        elif not page.live or page.live_revision_id != newest.wagtail_revision_number:
            yield f"the live page is not revision {newest.number}"
        elif text_of(page, languages=newest.held) != newest.text:
            yield f"the live text is not that of revision {newest.number}"
