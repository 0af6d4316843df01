"""Opens the newest backup that was made on this host, for the doctor.

Where it is stands in a file of VAR_DIR: another host has other folders, and a restored database the folders of old.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from cluster_cms import clock
from cluster_cms.backups.anchors import lost_heads
from cluster_cms.backups.manifest import PARTS, Manifest, read_manifest, require_ours, verify_copy
from cluster_cms.backups.sealing import CopyRefused
from cluster_cms.operations.health import Finding

NAME, NAME_WHOLE = "newest backup", "newest backup, all of it"
OLD = timedelta(days=2)  # a backup that is older is warned of
READ_AT_ONCE = 256 * 1024 * 1024  # bytes: opened, decrypted and hashed within some seconds


def register() -> Path:
    return Path(settings.VAR_DIR, "newest-backup")


def remember(folder: Path) -> None:
    """Note where the newest backup is, readable by the owner alone."""
    register().write_text(str(folder.resolve()), encoding="utf-8")
    register().chmod(0o600)


def check_newest() -> Iterable[Finding]:
    """Yield what opening the newest backup shows, if one was made on this host.

    What takes longer than some seconds is left to `doctor --whole`.
    """
    folder = newest()
    if folder is None:
        return
    if not folder.is_dir():
        message = f"no longer in {folder}: check it where it is kept, with: manage.py verify_backup DIR"
        yield Finding(NAME, True, message, warns=True)
    else:
        yield opened(folder, whole=size(folder) <= READ_AT_ONCE, name=NAME)


def check_whole_newest() -> Iterable[Finding]:
    """Yield whether the newest backup can be restored; for the hook `register_whole_check`."""
    if (folder := newest()) and folder.is_dir() and size(folder) > READ_AT_ONCE:
        yield opened(folder, whole=True, name=NAME_WHOLE)


def newest() -> Path | None:
    return Path(register().read_text(encoding="utf-8")) if register().is_file() else None


def size(folder: Path) -> int:
    """Return the bytes of a copy, of the files that are there."""
    return sum((folder / part).stat().st_size for part in PARTS if (folder / part).is_file())


def opened(folder: Path, *, whole: bool, name: str) -> Finding:
    """Return whether a copy opens under BACKUP_KEY, its files match the manifest, and the chains go on from it."""
    try:
        manifest = verify_copy(folder) if whole else manifest_of(folder)
    except (CopyRefused, OSError) as reason:
        return Finding(name, False, f"{folder}: {reason}")
    if lost := lost_heads(manifest.chains):
        return Finding(name, False, f"{folder} is whole, but the database is not what it was then: {lost[0]}")
    age = clock.now() - datetime.fromisoformat(manifest.made_at)
    read = "whole" if whole else "opens (doctor --whole reads all of it)"
    return Finding(name, True, f"{read}, of {age.total_seconds() / 3600:.0f} hours ago, in {folder}", warns=age > OLD)


def manifest_of(folder: Path) -> Manifest:
    """Return the manifest of a copy that has all its files. Raises CopyRefused."""
    manifest = read_manifest(folder)
    require_ours(manifest)
    for part in manifest.files:
        if not (folder / part).is_file():
            raise CopyRefused(f"{part} is missing from this copy.")
    return manifest
