"""The way back: a copy that was read whole goes into an empty place, then everything erased since is erased again."""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import Storage, default_storage
from django.core.management import call_command
from django.db import connection, transaction

from cluster_cms import audit
from cluster_cms.backups import media
from cluster_cms.backups.continuing import note_restore, require_continuing
from cluster_cms.backups.manifest import DATABASE, MEDIA, Manifest
from cluster_cms.backups.postgresql import PostgresTarget
from cluster_cms.backups.refusal import CopyRefused
from cluster_cms.backups.sealing import Opener
from cluster_cms.backups.sqlite import SqliteTarget
from cluster_cms.backups.verifying import verify_copy
from cluster_cms.erasures.replaying import replay
from cluster_cms.erasures.standing import standing
from cluster_cms.mail.parking import park_unsent

RESTORED = "backup.restored"


@dataclass(frozen=True)
class Restored:
    """What a restore has brought back; `erased_again` is None when erasures were left aside.

    `parked`: mails that the copy had not sent yet.
    """

    manifest: Manifest
    erased_again: int | None
    parked: int


def restore_copy(
    folder: Path, *, erasures: bool = True, storage: Storage = default_storage, rehearsal: bool = False
) -> Restored:
    """Bring a copy back. Raises CopyRefused before anything is touched.

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
    with ExitStack() as stack:
        database = Opener(stack.enter_context((folder / DATABASE).open("rb")), DATABASE)
        stack.enter_context(target.filling(database, manifest))
        call_command("migrate", interactive=False, verbosity=0)  # a copy of an older version catches up
        bring_media(folder, storage, manifest)
        return finish(target, manifest, erasures)


@transaction.atomic
def finish(target: SqliteTarget | PostgresTarget, manifest: Manifest, erasures: bool) -> Restored:
    """Erase again, hold back mails, say so in the audit chain, and call the restore finished: one transaction."""
    erased_again = replay(standing(), thorough=True) if erasures else None
    parked = park_unsent()
    data: dict[str, audit.Value] = {"made_at": manifest.made_at, "erasures": erasures, "erased_again": erased_again}
    audit.record(RESTORED, data={**data, "parked": parked})
    target.finish()
    return Restored(manifest, erased_again, parked)


def require_no_media(storage: Storage, manifest: Manifest) -> None:
    """Accept an empty storage, or the part of this copy's own media that an interrupted restore has left."""
    if foreign := [name for name in media.names(storage) if name not in manifest.media]:
        raise CopyRefused(f"The media folder is not empty: it holds {foreign[0]}. Empty it first.")


def bring_media(folder: Path, storage: Storage, manifest: Manifest) -> None:
    with (folder / MEDIA).open("rb") as file:
        if media.copy_in(Opener(file, MEDIA), storage) != manifest.media:
            raise CopyRefused("The media of this copy are not what its manifest says.")
