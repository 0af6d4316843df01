"""Pictures and documents as one tar stream, through the storage in use: a folder or an object store."""

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


class Hashing:
    """A file that knows the SHA-256 of what has been read from it."""

    def __init__(self, file: Any) -> None:
        self._file, self._hash = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = bytes(self._file.read(size))
        self._hash.update(data)
        return data

    def hexdigest(self) -> str:
        return self._hash.hexdigest()


def copy_out(storage: Storage, hashes: dict[str, str]) -> Iterator[bytes]:
    """Yield every file, and tell the hash of each. One that is deleted meanwhile is left out."""
    for name in names(storage):
        try:
            file = storage.open(name, "rb")
        except FileNotFoundError:
            continue
        with file:
            hashes[name] = yield from entry_of(name, file)
    yield bytes(2 * tarfile.BLOCKSIZE)


def entry_of(name: str, file: Any) -> Generator[bytes, None, str]:
    """Yield the head and the content of one file; return its hash. Raises CopyRefused if it is cut off meanwhile."""
    entry, hashing = tarfile.TarInfo(name), Hashing(file)
    entry.size = left = file.size
    yield entry.tobuf(tarfile.PAX_FORMAT)
    while left:
        piece = hashing.read(min(left, CHUNK))
        if not piece:
            raise CopyRefused(f"{name} became shorter while it was copied; try again.")
        left -= len(piece)
        yield piece
    yield bytes(-entry.size % tarfile.BLOCKSIZE)
    return hashing.hexdigest()


def copy_in(plain: IO[bytes], storage: Storage) -> dict[str, str]:
    """Store every file of a copy; return the hash of each."""
    hashes = {}
    with tarfile.open(fileobj=plain, mode="r|") as tar:
        for entry in tar:
            content = tar.extractfile(entry)
            if content is not None:  # else no file
                hashes[entry.name] = store(storage, entry.name, content.read())
    return hashes


def store(storage: Storage, name: str, content: bytes) -> str:
    """Store one file; in memory, for uploads are limited to a few MiB (settings)."""
    storage.delete(name)  # left by a restore that was interrupted
    if storage.save(name, ContentFile(content)) != name:
        raise CopyRefused(f"The media storage could not take {name} under its own name.")
    return hashlib.sha256(content).hexdigest()


def hashes_of(storage: Storage) -> dict[str, str]:
    """Return the hash of each file that is there."""
    found = {}
    for name in names(storage):
        with storage.open(name, "rb") as file:
            hashing = Hashing(file)
            while hashing.read(1024 * 1024):
                pass
            found[name] = hashing.hexdigest()
    return found
