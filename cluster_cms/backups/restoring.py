"""Restores a backup into an empty database and media storage, then repeats the erasures made since."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import Storage, default_storage
from django.core.management import call_command
from django.db import connection, transaction

from cluster_cms.backups import media_archive
from cluster_cms.backups.manifest import DATABASE, MEDIA, Manifest, verify_copy
from cluster_cms.backups.postgresql import PostgresTarget
from cluster_cms.backups.sealing import CopyRefused, unsealed
from cluster_cms.backups.sqlite import SqliteTarget
from cluster_cms.erasures.journal import journal, note
from cluster_cms.erasures.lines import RESTORED, JournalBroken
from cluster_cms.erasures.reconciliation import replay
from cluster_cms.erasures.status import journal_status
from cluster_cms.mail.outbox import dead_letter_unsent
from cluster_cms.security import audit
from cluster_cms.security.hash_chain import GENESIS

ADVICE = "bring the journal back, or restore with --without-erasures"
RESTORE_RECORDED = "backup.restored"


def require_continuing(manifest: Manifest) -> None:
    """Raise CopyRefused unless the erasure journal continues the one whose length and hash the manifest holds."""
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
    """Write into the erasure journal that the database goes back in time, and so cannot settle what is open there."""
    with suppress(JournalBroken):
        note(RESTORED, cause=manifest.made_at)


@dataclass(frozen=True)
class Restored:
    """What a restore has brought back; `erased_again` is None when the erasures since the backup were not repeated.

    `dead_lettered`: how many mails the copy had not sent yet.
    """

    manifest: Manifest
    erased_again: int | None
    dead_lettered: int


def restore_copy(
    folder: Path, *, erasures: bool = True, storage: Storage = default_storage, rehearsal: bool = False
) -> Restored:
    """Restore a copy. Raises CopyRefused before anything is changed.

    A rehearsal leaves no line in the journal, for the site itself does not go back in time.
    """
    manifest = verify_copy(folder)
    target = PostgresTarget() if connection.vendor == "postgresql" else SqliteTarget()
    target.require_empty()
    require_no_media(storage, manifest)
    if erasures:
        require_continuing(manifest)
    if not rehearsal:
        note_restore(manifest)
    with target.filling(folder / DATABASE, manifest):
        call_command("migrate", interactive=False, verbosity=0)  # a copy of an older version catches up
        restore_media(folder, storage, manifest)
        return finish(target, manifest, erasures)


@transaction.atomic
def finish(target: SqliteTarget | PostgresTarget, manifest: Manifest, erasures: bool) -> Restored:
    """Repeat the erasures, hold back unsent mails, record the restore and mark it as finished: one transaction."""
    erased_again = replay(journal_status(), thorough=True) if erasures else None
    dead_lettered = dead_letter_unsent()
    data: dict[str, audit.Value] = {"made_at": manifest.made_at, "erasures": erasures, "erased_again": erased_again}
    audit.record(RESTORE_RECORDED, data={**data, "dead_lettered": dead_lettered})
    target.finish()
    return Restored(manifest, erased_again, dead_lettered)


def require_no_media(storage: Storage, manifest: Manifest) -> None:
    """Raise CopyRefused when the storage holds files other than those an interrupted restore of this copy has left."""
    if foreign := [name for name in media_archive.names(storage) if name not in manifest.media]:
        raise CopyRefused(f"The media folder is not empty: it holds {foreign[0]}. Empty it first.")


def restore_media(folder: Path, storage: Storage, manifest: Manifest) -> None:
    with unsealed(folder / MEDIA) as plain:
        if media_archive.copy_in(plain, storage) != manifest.media:
            raise CopyRefused("The media of this copy are not what its manifest says.")
