"""Static files under hashed names, of which those of earlier versions stay for a while.

A page that was made before an update still names them: in a browser, in a cache, or on a host that is updated later.
`collectstatic` deletes none; `manage.py prune_static_files` does, by the day on which they ceased to be used.
"""

import os
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from whitenoise.storage import CompressedManifestStaticFilesStorage

PACKED = (".gz", ".br")  # WhiteNoise lays these beside a file


class NothingCollected(Exception):
    """There is no list of the static files in use, so that none can be told from those of earlier versions."""


class KeptStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, which notes by the time of a file when it was last the one in use."""

    def save_manifest(self) -> None:
        """Date the files that were in use until now, then write the list of those that are from now on."""
        for file in in_use(Path(self.location), self.load_manifest()[0]):
            if file.exists():
                os.utime(file)
        super().save_manifest()

    def prune(self, unused_for: timedelta) -> int:
        """Delete the files that have not been in use for a time; return how many. Raises NothingCollected."""
        if not (paths := self.load_manifest()[0]):
            raise NothingCollected
        folder, oldest = Path(self.location), time.time() - unused_for.total_seconds()
        kept = {*in_use(folder, paths), folder / str(self.manifest_name)}
        old = [file for file in folder.rglob("*") if file.is_file() and file not in kept]
        old = [file for file in old if file.stat().st_mtime < oldest]
        for file in old:
            file.unlink()
        return len(old)


def in_use(folder: Path, paths: Mapping[str, str]) -> set[Path]:
    """Return the files that a manifest names, with their packed forms."""
    names = {*paths.keys(), *paths.values()}
    return {folder / f"{name}{ending}" for name in names for ending in ("", *PACKED)}
