"""Is the erasure journal that is here the one of the copy, or one that goes on from it?"""

from contextlib import suppress

from cluster_cms.backups.manifest import Manifest
from cluster_cms.backups.refusal import CopyRefused
from cluster_cms.erasures.journal import journal, note
from cluster_cms.erasures.lines import GENESIS, RESTORED, JournalBroken

ADVICE = "bring the journal back, or restore with --without-erasures"


def require_continuing(manifest: Manifest) -> None:
    """Refuse a journal that is missing, shorter than the copy's, or not the same up to there."""
    length, position = int(manifest.journal["length"]), 0
    found = GENESIS
    try:
        for line, line_hash in journal().lines():
            position = line.position
            if position == length:
                found = line_hash
    except JournalBroken as error:
        raise CopyRefused(f"The erasure journal is damaged ({error}): {ADVICE}.") from error
    if position < length:
        has = f"ends at line {position}" if position else "is missing or empty"
        raise CopyRefused(f"The erasure journal {has}, and this copy was made at line {length}: {ADVICE}.")
    if found != manifest.journal["hash"]:
        raise CopyRefused(f"The erasure journal is not the one of this copy: line {length} differs. You may {ADVICE}.")


def note_restore(manifest: Manifest) -> None:
    """Say in the journal that the database goes back in time: what is open there, it can no longer tell."""
    with suppress(JournalBroken):
        note(RESTORED, cause=manifest.made_at)
