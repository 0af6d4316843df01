"""Blurred, keyed hashes of the pairs of characters of a text, by which an encrypted text is found.

What they reveal to somebody who has the database, and what they do not: docs/decisions/0030.
"""

import hashlib
import hmac
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from django.conf import settings

BITS = 14  # 16,384 values, so that different pairs share one
SCHEME = 1  # raise it with every change of what is hashed here
BYTES = 2  # of a hash where they stand in a column of bytes
PURPOSE = b"pairs of characters"
KEPT = 8_192  # pairs whose hashes are kept in memory: a text of 200 characters has about 150


@lru_cache(maxsize=16)
def derived(key: bytes) -> bytes:
    """Return the key of the hashes that goes with an encryption key; the one says nothing about the other."""
    return hmac.digest(key, PURPOSE, "sha256")


@lru_cache(maxsize=KEPT)
def pair_hash(pair: str, key: bytes) -> int:
    """Return the keyed hash of two characters, 0 to 16,383 (BLAKE2b with a key, RFC 7693: a third of HMAC's time)."""
    digest = hashlib.blake2b(pair.encode("utf-8", "surrogatepass"), key=derived(key), digest_size=2).digest()
    return int.from_bytes(digest, "big") >> 16 - BITS


def pairs_of(text: str) -> set[str]:
    """Return the pairs of characters that stand side by side in a line."""
    return {one + other for line in text.split("\n") for one, other in pairwise(line)}


def hashes_of(texts: Iterable[str], key: bytes) -> list[int]:
    """Return the hashes of all pairs of some texts, ascending, each once: neither order nor number is kept."""
    return sorted({pair_hash(pair, key) for text in texts for pair in pairs_of(text)})


def as_bytes(hashes: Iterable[int]) -> bytes:
    return b"".join(one.to_bytes(BYTES, "big") for one in hashes)


def from_bytes(stored: bytes) -> list[int]:
    return [int.from_bytes(stored[at : at + BYTES], "big") for at in range(0, len(stored), BYTES)]


def key_mark(key: bytes, version: int) -> int:
    """Return a number above 0 that tells under which key, and by which version of a folding, hashes were made."""
    digest = hmac.digest(derived(key), f"{SCHEME} {version}".encode(), "sha256")
    return int.from_bytes(digest[:4], "big") >> 1 or 1


def newest_key() -> bytes:
    return next(iter(settings.INQUIRY_KEYS.values()))
