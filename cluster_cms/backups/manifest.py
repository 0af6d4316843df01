"""What a copy says of itself: where it comes from, what it holds, and what it must be compared with."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from cluster_cms.backups.refusal import CopyRefused
from cluster_cms.backups.sealing import Opener, Sealer

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
    with unfinished.open("wb") as file:
        sealer = Sealer(file, NAME)
        sealer.write(json.dumps(asdict(manifest), ensure_ascii=False).encode())
        sealer.finish()
    unfinished.replace(folder / NAME)


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a copy. Raises CopyRefused for what is no finished copy of ours."""
    if not (folder / NAME).is_file():
        raise CopyRefused(f"{folder} holds no finished copy: there is no manifest.")
    with (folder / NAME).open("rb") as file:
        content = json.loads(Opener(file, NAME).read())
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
