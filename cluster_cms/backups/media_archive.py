"""Pictures and documents as one tar stream, from and into Django's storage: a folder or an object store."""

import hashlib
import tarfile
from collections.abc import Generator, Iterator
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage

from cluster_cms.backups.sealing import CHUNK, CopyRefused


def names(storage: Storage, folder: str = "") -> Iterator[str]:
    """Yield every file's name, in order."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for file in sorted(files):
        yield f"{folder}{file}"
    for inner in sorted(folders):
        yield from names(storage, f"{folder}{inner}/")


def copy_out(storage: Storage, hashes: dict[str, str]) -> Iterator[bytes]:
    """Yield a tar stream of all files, and store the SHA-256 of each in `hashes`; deleted ones are skipped."""
    for name in names(storage):
        try:
            file = storage.open(name, "rb")
        except FileNotFoundError:
            continue
        with file:
            hashes[name] = yield from entry_of(name, file)
    yield bytes(2 * tarfile.BLOCKSIZE)


def entry_of(name: str, file: Any) -> Generator[bytes, None, str]:
    """Yield the tar entry of one file; return its SHA-256. Raises CopyRefused if the file becomes shorter meanwhile."""
    entry, sha256 = tarfile.TarInfo(name), hashlib.sha256()
    entry.size = left = file.size
    yield entry.tobuf(tarfile.PAX_FORMAT)
    while left:
        piece = bytes(file.read(min(left, CHUNK)))
        if not piece:
            raise CopyRefused(f"{name} became shorter while it was copied; try again.")
        sha256.update(piece)
        left -= len(piece)
        yield piece
    yield bytes(-entry.size % tarfile.BLOCKSIZE)
    return sha256.hexdigest()


def copy_in(plain: IO[bytes], storage: Storage) -> dict[str, str]:
    """Store every file of a tar stream; return the SHA-256 of each by name."""
    hashes = {}
    with tarfile.open(fileobj=plain, mode="r|") as tar:
        for entry in tar:
            content = tar.extractfile(entry)
            if content is not None:  # else no file
                hashes[entry.name] = store(storage, entry.name, content.read())
    return hashes


def store(storage: Storage, name: str, content: bytes) -> str:
    """Store one file and return its SHA-256; in memory, for what is stored is small (settings)."""
    storage.delete(name)  # left by a restore that was interrupted
    if storage.save(name, ContentFile(content)) != name:
        raise CopyRefused(f"The media storage could not take {name} under its own name.")
    return hashlib.sha256(content).hexdigest()


def hashes_of(storage: Storage) -> dict[str, str]:
    """Return the SHA-256 of each file of a storage by name."""
    found = {}
    for name in names(storage):
        sha256 = hashlib.sha256()
        with storage.open(name, "rb") as file:
            for piece in file.chunks():
                sha256.update(piece)
        found[name] = sha256.hexdigest()
    return found
