"""Verifies the audit chain from its checkpoint each night and whole each week; a fault stays until it is cleared up."""

from datetime import timedelta

from cluster_cms.security import audit
from cluster_cms.security.audit import AuditEntry
from cluster_cms.security.checkpoints import Checkpoint, checkpoint, store_checkpoint
from cluster_cms.security.hash_chain import GENESIS

CHECK = "audit-chain"
WHOLE_EVERY = timedelta(days=7) - timedelta(hours=1)  # the nightly check is a little earlier or later each night
KEPT_FAULTS = 100
NEWEST = 1_000  # entries that `doctor` reads


def verify_nightly() -> list[str]:
    """Verify the entries after the checkpoint, all of them once a week or after a fault; return the faults.

    The checkpoint moves only when there is none, so that a chain that was cut off and continued stays ill.
    """
    last = checkpoint(CHECK)
    found = lost(last)
    if last and not found and last.may_continue(WHOLE_EVERY):
        start, whole = (last.position, last.row_hash), False
    else:
        start, whole = (0, GENESIS), True
    end = audit.head()
    found = (found + audit.verify_after(*start))[:KEPT_FAULTS]
    reached = {} if found else {"position": end[0], "row_hash": end[1]}
    store_checkpoint(CHECK, whole=whole, faults=found, **reached)
    return found


def verify_since_checkpoint() -> tuple[list[str], Checkpoint | None]:
    """Return the faults among the entries after the checkpoint, and the checkpoint; None where all had to be read."""
    last = checkpoint(CHECK)
    found = lost(last)
    if last is None or found or last.faults or not last.position:
        return found + audit.verify(), None
    return audit.verify_after(last.position, last.row_hash), last


def lost(last: Checkpoint | None) -> list[str]:
    """Return a sentence when the entry at the checkpoint is no longer there, or no longer what was verified."""
    if last is None or not last.position:
        return []
    entry = AuditEntry.objects.filter(position=last.position).first()
    if entry and entry.row_hash == last.row_hash == entry.expected_hash():
        return []
    return [f"entry {last.position} is no longer what it was when it was last verified ({last.checked_at:%Y-%m-%d})"]


def verify_newest() -> tuple[list[str], bool]:
    """Check the newest 1,000 entries; return their breaks, and whether these are all entries."""
    newest = AuditEntry.objects.order_by("-position").values_list("position", flat=True).first() or 0
    first = AuditEntry.objects.filter(position=max(0, newest - NEWEST)).first()
    return audit.verify_after(*((first.position, first.row_hash) if first else (0, GENESIS))), first is None
