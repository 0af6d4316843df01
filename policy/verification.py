"""Checking the ledger: chain, bytes, numbers, and the live page against it."""

from collections.abc import Iterator

from django.apps import apps

from policy.canonical import fingerprint, text_of
from policy.ledger import GENESIS, PolicyRevision


def verify() -> list[str]:
    """Return one sentence for each fault, in the order of the chain; an empty list means that the ledger is whole."""
    return [*chain_faults(), *page_faults()]


def chain_faults() -> Iterator[str]:
    position, previous_hash = 0, GENESIS
    numbers: dict[int, int] = {}
    for row in PolicyRevision.objects.order_by("position").iterator():
        position += 1
        numbers[row.page_id] = numbers.get(row.page_id, 0) + 1
        if row.position != position or row.number != numbers[row.page_id]:
            yield f"a row before revision {row.number} is missing"
            position, numbers[row.page_id] = row.position, row.number
        elif row.previous_hash != previous_hash:
            yield f"revision {row.number} does not continue the row before it"
        yield from row_faults(row)
        previous_hash = row.row_hash


def row_faults(row: PolicyRevision) -> Iterator[str]:
    """Yield what does not match within one row."""
    checks = {
        "text": fingerprint(bytes(row.document)) == row.document_sha256,
        "Japanese page": fingerprint(row.html_ja.encode()) == row.html_ja_sha256,
        "English page": fingerprint(row.html_en.encode()) == row.html_en_sha256,
        "sign-off": row.expected_sign_off() == row.sign_off_sha256,
        "record": row.expected_hash() == row.row_hash,
        "Wagtail revision": row.wagtail_revision_id == row.wagtail_revision_number,
    }
    for part, holds in checks.items():
        if not holds:
            yield f"revision {row.number}: its {part} was changed"


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
