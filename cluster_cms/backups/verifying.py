"""Reading a copy from end to end: whole, ours, and as its manifest says."""

from pathlib import Path

from cluster_cms.backups.manifest import DATABASE, MEDIA, Manifest, read_manifest, require_ours
from cluster_cms.backups.refusal import CopyRefused
from cluster_cms.backups.sealing import Opener


def verify_copy(folder: Path) -> Manifest:
    """Return the manifest of a copy that can be used here. Raises CopyRefused."""
    manifest = read_manifest(folder)
    require_ours(manifest)
    for name in (DATABASE, MEDIA):
        require_whole(folder / name, manifest.files[name])
    return manifest


def require_whole(file: Path, expected: str) -> None:
    """Open every chunk, then compare the hash: a part of another copy opens, but is not the one of this manifest."""
    if not file.is_file():
        raise CopyRefused(f"{file.name} is missing from this copy.")
    with file.open("rb") as sealed:
        if Opener(sealed, file.name).finish() != expected:
            raise CopyRefused(f"{file.name} belongs to another copy than the manifest.")
