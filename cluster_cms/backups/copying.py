"""Making a copy: database first, as it is at one moment, then the media, then the manifest that makes it one."""

from dataclasses import replace
from pathlib import Path

from django.core.files.storage import Storage, default_storage
from django.db import connection, transaction

from cluster_cms import audit
from cluster_cms.backups import media
from cluster_cms.backups.facts import describe
from cluster_cms.backups.manifest import DATABASE, MEDIA, NAME, PARTS, Manifest, write_manifest
from cluster_cms.backups.postgresql import PostgresSource
from cluster_cms.backups.refusal import CopyRefused
from cluster_cms.backups.sealing import Sealer
from cluster_cms.backups.sqlite import SqliteSource
from cluster_cms.erasures import journal
from cluster_cms.erasures.in_file import flush_folder

PLAIN = "database.plain"  # SQLite's snapshot, for as long as it takes to open it


def make_copy(folder: Path, storage: Storage = default_storage) -> Manifest:
    """Copy the site into a new or empty folder. Raises CopyRefused, and leaves nothing that looks like a copy."""
    prepare(folder)
    try:
        manifest = write_parts(folder, storage)
        write_manifest(manifest, folder)
        flush_folder(folder)
    except BaseException:
        clear(folder)
        raise
    with transaction.atomic():
        audit.record("backup.made", data={"rows": sum(manifest.rows.values()), "media": len(manifest.media)})
    return manifest


def write_parts(folder: Path, storage: Storage) -> Manifest:
    source = PostgresSource() if connection.vendor == "postgresql" else SqliteSource(folder / PLAIN)
    # Read before the database: a later erasure makes the journal longer than this, never shorter.
    head = journal.head()
    with source.snapshot(), (folder / DATABASE).open("wb") as file:
        manifest = describe(head)
        sealer = Sealer(file, DATABASE)
        rows = source.write_to(sealer)
        files = {DATABASE: sealer.finish()}
    with (folder / MEDIA).open("wb") as file:
        sealer = Sealer(file, MEDIA)
        hashes = media.copy_out(storage, sealer)
        files[MEDIA] = sealer.finish()
    return replace(manifest, rows=rows, media=hashes, files=files)


def prepare(folder: Path) -> None:
    """Make the folder, for its owner only; what an interrupted copy has left in it is removed."""
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
