"""What a backup says of itself: origin, contents, and what it must be compared with when it is read."""

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
    """Everything by which a copy is judged. Chains: the name of each hash chain, and its `length:hash` at that time."""

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
    """Seal the manifest; it gets its name when it is on the disk."""
    unfinished = folder / f"{NAME}.unfinished"
    seal([json.dumps(asdict(manifest), ensure_ascii=False).encode()], unfinished)
    unfinished.replace(folder / NAME)


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a copy. Raises CopyRefused for what is no finished copy of ours."""
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
    """Refuse a copy of another site, of another kind of database, or of a newer version."""
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
    """Return the manifest of a copy that can be used here. Raises CopyRefused."""
    manifest = read_manifest(folder)
    require_ours(manifest)
    for name in (DATABASE, MEDIA):
        require_whole(folder / name, manifest.files[name])
    return manifest


def require_whole(file: Path, expected: str) -> None:
    """Open every piece, then compare the hash: a part of another copy opens, but is not the one of this manifest."""
    if not file.is_file():
        raise CopyRefused(f"{file.name} is missing from this copy.")
    with open(os.devnull, "wb") as nowhere:
        unseal(file, nowhere)
    if digest(file) != expected:
        raise CopyRefused(f"{file.name} belongs to another copy than the manifest.")
