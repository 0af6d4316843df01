"""Seals files as a stream: AES-256-GCM in chunks, in constant memory, with order and end authenticated."""

import hashlib
import os
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

MAGIC = b"SITECOPY\x01"
KEY_NAME, SALT, TAG = 8, 32, 16  # bytes
CHUNK = 1024 * 1024  # bytes


class CopyRefused(Exception):
    """One plain sentence for the operator."""


def key_name(key: bytes) -> str:
    """Return a name by which a key is known again; it tells nothing about the key."""
    return derive(key, b"", b"name of the key")[: KEY_NAME // 2].hex()


def derive(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"site copy " + purpose).derive(key)


def nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class Sealer:
    """Takes bytes, writes them sealed; `finish()` writes the end. Knows the hash of what it has written."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        salt = os.urandom(SALT)
        self._file, self._hash = file, hashlib.sha256()
        self._head = MAGIC + key_name(settings.BACKUP_KEY).encode() + salt
        self._cipher = AESGCM(derive(settings.BACKUP_KEY, salt, name.encode()))
        self._buffer, self._number = bytearray(), 0
        self._write(self._head)

    def write(self, data: bytes) -> int:
        self._buffer += data
        while len(self._buffer) > CHUNK:
            self._seal(bytes(self._buffer[:CHUNK]), last=False)
            del self._buffer[:CHUNK]
        return len(data)

    def finish(self) -> str:
        """Write the last chunk to the disk; return the SHA-256 of the sealed file."""
        self._seal(bytes(self._buffer), last=True)
        self._file.flush()
        os.fsync(self._file.fileno())
        return self._hash.hexdigest()

    def _seal(self, plain: bytes, *, last: bool) -> None:
        self._write(self._cipher.encrypt(nonce(self._number, last), plain, self._head))
        self._number += 1

    def _write(self, sealed: bytes) -> None:
        self._hash.update(sealed)
        self._file.write(sealed)


class Unsealer:
    """Reads a sealed file as if it were plain. Raises CopyRefused at the first byte that is not as it was sealed."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self._name = file, name
        self._hash = hashlib.sha256()
        self._buffer, self._chunks = bytearray(), self._open_all()

    def read(self, size: int = -1) -> bytes:
        """Return `size` bytes, fewer at the end; without a size, all that is left."""
        while (size < 0 or len(self._buffer) < size) and (chunk := next(self._chunks, None)) is not None:
            self._buffer += chunk
        size = len(self._buffer) if size < 0 else size
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken

    def pieces(self) -> Iterator[bytes]:
        """Yield everything, piece by piece."""
        while piece := self.read(CHUNK):
            yield piece

    def finish(self) -> str:
        """Read to the end; return the SHA-256 of the sealed file."""
        for _piece in self.pieces():
            pass
        return self._hash.hexdigest()

    def _open_all(self) -> Iterator[bytes]:
        head = self._take(len(MAGIC) + KEY_NAME + SALT)
        cipher = AESGCM(derive(settings.BACKUP_KEY, self._salt(head), self._name.encode()))
        number, sealed = 0, self._take(CHUNK + TAG)
        while sealed:
            following = self._take(CHUNK + TAG)
            try:
                yield cipher.decrypt(nonce(number, not following), sealed, head)
            except InvalidTag as error:
                raise self._damaged() from error
            number, sealed = number + 1, following
        if number == 0:
            raise self._damaged()

    def _salt(self, head: bytes) -> bytes:
        """Return the salt of a head that is whole and names our key."""
        if not head.startswith(MAGIC) or len(head) != len(MAGIC) + KEY_NAME + SALT:
            raise self._damaged()
        named = head[len(MAGIC) :][:KEY_NAME].decode("ascii", "replace")
        if named != key_name(settings.BACKUP_KEY):
            raise CopyRefused(
                f"{self._name}: sealed with another BACKUP_KEY, or damaged; this site's key does not open it."
            )
        return head[-SALT:]

    def _take(self, size: int) -> bytes:
        taken = self._file.read(size)
        self._hash.update(taken)
        return taken

    def _damaged(self) -> CopyRefused:
        return CopyRefused(f"{self._name}: damaged or cut short; this copy cannot be used.")
