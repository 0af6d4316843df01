"""Hash chains: each row holds the hash of the row before it, so a change of one row shows in all that follow.

The audit chain, the policy ledger and the erasure journal are such chains. docs/policy-ledger.md gives the exact bytes;
the audit chain's hashes are HMACs, so that nobody without its key makes a row.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from django.db import connection

GENESIS = "0" * 64  # the previous hash of the first row


class ChainRow(Protocol):
    """A row of a chain. Positions count from 1 without gaps; hashes are SHA-256 in small hexadecimal letters."""

    @property
    def position(self) -> int: ...

    @property
    def previous_hash(self) -> str: ...

    @property
    def row_hash(self) -> str: ...

    def payload(self) -> object:
        """Return what the row says, in JSON's types: all that its hash covers beside the previous hash."""


Row = TypeVar("Row", bound=ChainRow)


@dataclass(frozen=True)
class CheckedRow(Generic[Row]):
    """A row and what is wrong with it. After a gap, whether it is linked to the row before cannot be told."""

    row: Row
    missing: int  # how many positions before it have no row
    linked: bool  # its previous hash is the hash of the row before, or that row is missing
    unchanged: bool  # its hash is the one of its payload


def canonical_bytes(value: object) -> bytes:
    """Return a value as JSON in UTF-8, keys sorted, without blanks: equal values give equal bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(content: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def link(previous_hash: str, payload: object) -> str:
    """Return the hash of a row: SHA-256 over the previous hash, as 64 letters, and the payload's canonical bytes."""
    return sha256(previous_hash.encode() + canonical_bytes(payload))


def keyed_link(key: bytes, previous_hash: str, payload: object) -> str:
    """Return the HMAC-SHA256 of a row under a key, over the same bytes as `link`."""
    return hmac.new(key, previous_hash.encode() + canonical_bytes(payload), hashlib.sha256).hexdigest()


def plain_hash(row: ChainRow) -> str:
    """Return the hash that a row of a chain without a key must have."""
    return link(row.previous_hash, row.payload())


def check(
    rows: Iterable[Row],
    *,
    position: int = 0,
    previous_hash: str = GENESIS,
    hash_of: Callable[[Row], str] = plain_hash,
) -> Iterator[CheckedRow[Row]]:
    """Yield each row, in the order of positions, with what is wrong with it; `hash_of` returns what its hash must be.

    Position and hash of the row before the first one are given where the chain is not read from its beginning.
    """
    for row in rows:
        missing = row.position - position - 1
        linked = missing != 0 or row.previous_hash == previous_hash
        yield CheckedRow(row, missing, linked, row.row_hash == hash_of(row))
        position, previous_hash = row.position, row.row_hash


def lock_for_append(lock: int) -> None:
    """Let one writer append until the transaction ends; `lock` is the chain's own number for PostgreSQL.

    SQLite's write lock (BEGIN IMMEDIATE) does so already.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])
