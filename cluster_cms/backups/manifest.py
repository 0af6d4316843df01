"""The manifest of a backup: its origin, its contents, and the hashes by which they are verified."""

import io
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from cluster_cms.backups.sealing import CopyRefused, digest, seal, unseal

FORMAT = 1
NAME, DATABASE, MEDIA = "manifest", "database", "media"
PARTS = (DATABASE, MEDIA, NAME)  # in the order of writing: without a manifest a copy is not finished


@dataclass(frozen=True)
class Manifest:
    """Origin, contents and hashes of a copy. `chains`: `length:hash` of each hash chain by name."""

    site: str
    made_at: str
    vendor: str
    migrations: dict[str, list[str]]
    chains: dict[str, str]
    journal: dict[str, str | int]
    keys: list[str]
    rows: dict[str, int] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Encrypt the manifest to the disk, then give it its name, which makes the copy complete."""
    unfinished = folder / f"{NAME}.unfinished"
    seal([json.dumps(asdict(manifest), ensure_ascii=False).encode()], unfinished)
    unfinished.replace(folder / NAME)


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a copy. Raises CopyRefused when it is missing, damaged or of a newer format."""
    if not (folder / NAME).is_file():
        raise CopyRefused(f"{folder} holds no finished copy: there is no manifest.")
    unseal(folder / NAME, plain := io.BytesIO())
    try:
        content = json.loads(plain.getvalue())
    except ValueError as error:
        raise CopyRefused(f"{NAME}: another file of a copy bears this name; this copy cannot be used.") from error
    if content.get("format", 0) > FORMAT:
        raise CopyRefused("This copy was made by a newer version of the software; update first.")
    return Manifest(**content)


def require_ours(manifest: Manifest) -> None:
    """Raise CopyRefused for a copy of another site, another kind of database or a newer version."""
    if manifest.site != settings.SITE_URL:
        raise CopyRefused(f"This is a copy of {manifest.site}, and this site is {settings.SITE_URL}.")
    if manifest.vendor != connection.vendor:
        raise CopyRefused(f"This copy holds a {manifest.vendor} database, and DATABASE_URL names {connection.vendor}.")
    if unknown := sorted(set(targets(manifest)) - set(MigrationLoader(None).disk_migrations)):
        newer = ".".join(unknown[0])
        raise CopyRefused(f"This copy was made by a newer version of the software, which knows {newer}; update first.")


def targets(manifest: Manifest) -> list[tuple[str, str]]:
    """Return the migrations that the copied database had seen."""
    return [(app, name) for app, names in manifest.migrations.items() for name in names]


def verify_copy(folder: Path) -> Manifest:
    """Read a copy from end to end and return its manifest. Raises CopyRefused unless it can be restored here."""
    manifest = read_manifest(folder)
    require_ours(manifest)
    for name in (DATABASE, MEDIA):
        require_whole(folder / name, manifest.files[name])
    return manifest


def require_whole(file: Path, expected: str) -> None:
    """Decrypt a file and compare its hash with the manifest's, for a part of another copy can be decrypted too."""
    if not file.is_file():
        raise CopyRefused(f"{file.name} is missing from this copy.")
    with open(os.devnull, "wb") as nowhere:
        unseal(file, nowhere)
    if digest(file) != expected:
        raise CopyRefused(f"{file.name} belongs to another copy than the manifest.")
