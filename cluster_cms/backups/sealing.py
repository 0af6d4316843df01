"""Encrypts files in the age format under BACKUP_KEY (https://age-encryption.org/v1), as a stream in constant memory."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings

CHUNK = 1024 * 1024  # bytes
FOREIGN = "No matching keys found"  # pyrage's message for a file of another key: there is no exception class for it


class CopyRefused(Exception):
    """A backup cannot be made or used; the message is one sentence for the operator."""


def key_name(key: bytes) -> str:
    """Return eight hex digits derived from a key, by which it is recognised without being revealed."""
    return HKDF(algorithm=SHA256(), length=32, salt=b"", info=b"site copy name of the key").derive(key)[:4].hex()


def identity_file() -> bytes:
    """Return BACKUP_KEY as a private key file in the OpenSSH format, which programs for age read."""
    return private_key().private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())


def private_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(settings.BACKUP_KEY)


class Pieces:
    """Reads an iterator of bytes as if it were a file."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._left = filter(len, pieces), memoryview(b"")

    def read(self, size: int) -> bytes:
        self._left = self._left or memoryview(next(self._pieces, b""))
        piece, self._left = self._left[:size], self._left[size:]
        return bytes(piece)


def seal(pieces: Iterable[bytes], file: Path) -> str:
    """Encrypt pieces into a file, flush it to the disk, and return the SHA-256 of the file."""
    public = private_key().public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
    with file.open("wb") as sealed:
        pyrage.encrypt_io(Pieces(pieces), sealed, [pyrage.ssh.Recipient.from_str(public)])
        sealed.flush()
        os.fsync(sealed.fileno())
    return digest(file)


def digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def unseal(file: Path, plain: IO[bytes]) -> None:
    """Decrypt a file into another. Raises CopyRefused for another key and at the first changed piece."""
    try:
        with file.open("rb") as sealed:
            pyrage.decrypt_io(sealed, plain, [pyrage.ssh.Identity.from_buffer(identity_file())])
    except (pyrage.DecryptError, OSError) as error:
        if isinstance(error, OSError) and error.errno:  # of the disk, not of the content
            raise
        if str(error) == FOREIGN:
            reason = "sealed with another BACKUP_KEY, or damaged; this site's key does not open it."
        else:
            reason = "damaged or cut short; this copy cannot be used."
        raise CopyRefused(f"{file.name}: {reason}") from error


@contextmanager
def unsealed(file: Path) -> Iterator[IO[bytes]]:
    """Yield the decrypted content of a file, all of it verified before, in a temporary file without a name."""
    with tempfile.TemporaryFile(dir=settings.VAR_DIR) as plain:
        unseal(file, plain)
        plain.seek(0)
        yield plain
