"""Makes a backup: the database as of one moment, then the media, then the manifest, without which it is no backup."""

from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.core.files.storage import Storage, default_storage
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from cluster_cms import clock
from cluster_cms.backups import media_archive
from cluster_cms.backups.anchors import chain_heads, write_anchors
from cluster_cms.backups.keys import keys_in_use
from cluster_cms.backups.manifest import DATABASE, MEDIA, NAME, PARTS, Manifest, write_manifest
from cluster_cms.backups.postgresql import PostgresSource
from cluster_cms.backups.sealing import CopyRefused, seal
from cluster_cms.backups.sqlite import SqliteSource
from cluster_cms.erasures import journal
from cluster_cms.erasures.file_journal import flush_folder
from cluster_cms.erasures.lines import Head
from cluster_cms.security import audit

PLAIN = "database.plain"  # SQLite's snapshot, deleted as soon as it is open


def applied_migrations() -> dict[str, list[str]]:
    """Return the names of the applied migrations by app."""
    applied: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        applied.setdefault(app, []).append(name)
    return applied


def manifest_of_database(journal: Head) -> Manifest:
    """Return the manifest of a copy whose rows, media and files are not known yet."""
    return Manifest(
        site=settings.SITE_URL,
        made_at=clock.now().isoformat(timespec="seconds"),
        vendor=connection.vendor,
        migrations=applied_migrations(),
        chains=chain_heads(),
        journal={"length": journal.length, "hash": journal.hash},
        keys=sorted(keys_in_use()),
    )


def make_copy(folder: Path, storage: Storage = default_storage, *, drill: bool = False) -> Manifest:
    """Copy the site into a new or empty folder; on any error nothing is left in it. Raises CopyRefused.

    The copy of a drill is thrown away, so that it is not recorded as a backup.
    """
    prepare(folder)
    try:
        manifest = write_parts(folder, storage)
        write_manifest(manifest, folder)
        flush_folder(folder)
    except BaseException:
        clear(folder)
        raise
    data = {"rows": sum(manifest.rows.values()), "media": len(manifest.media)}
    with transaction.atomic():
        audit.record("backup.drilled" if drill else "backup.made", data=data)
    write_anchors()
    return manifest


def write_parts(folder: Path, storage: Storage) -> Manifest:
    source = PostgresSource() if connection.vendor == "postgresql" else SqliteSource(folder / PLAIN)
    # Read before the database: a later erasure makes the journal longer than this, never shorter.
    head = journal.head()
    rows: dict[str, int] = {}
    hashes: dict[str, str] = {}
    with source.snapshot():
        manifest = manifest_of_database(head)
        files = {DATABASE: seal(source.pieces(rows), folder / DATABASE)}
    files[MEDIA] = seal(media_archive.copy_out(storage, hashes), folder / MEDIA)
    return replace(manifest, rows=rows, media=hashes, files=files)


def prepare(folder: Path) -> None:
    """Make the folder, readable by its owner only, and empty it of what an interrupted copy has left."""
    if folder.exists() and not folder.is_dir():
        raise CopyRefused(f"{folder} is no folder.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if (folder / NAME).exists():
        raise CopyRefused(f"{folder} already holds a copy; name a new folder.")
    ours = {*PARTS, PLAIN, f"{PLAIN}-journal", f"{NAME}.unfinished"}
    if foreign := sorted(file.name for file in folder.iterdir() if file.name not in ours):
        raise CopyRefused(f"{folder} holds other files, such as {foreign[0]}; name a new folder.")
    clear(folder)


def clear(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()
