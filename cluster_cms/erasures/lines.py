"""The format of the erasure journal: a chain of JSON lines, one for each step of an erasure.

Each line holds the SHA-256 of the line before, so that length and last hash identify the whole journal: a backup keeps
both, and a restore asks for a journal that continues from there.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from uuid import UUID

from cluster_cms import clock

Key = tuple[str, UUID]  # kind and id of a record

GENESIS = "0" * 64
INTENT, DONE, VOID = "intent", "done", "void"  # an erasure is about to happen, has happened, has not happened
RESTORED, REPAIRED = "restored", "repaired"  # the database went back in time; a torn line was cut off


class JournalBroken(Exception):
    """The journal is no unbroken chain; the message says where it breaks."""


@dataclass(frozen=True)
class Step:
    """The content of one line; `record` is the random id of the erased record."""

    outcome: str
    kind: str = ""
    record: str = ""
    cause: str = ""

    @property
    def key(self) -> Key:
        return self.kind, UUID(self.record)


@dataclass(frozen=True)
class Line(Step):
    """A step with its place in the chain."""

    position: int = 0
    at: str = ""
    previous: str = GENESIS

    def encoded(self) -> bytes:
        return json.dumps(asdict(self), separators=(",", ":"), sort_keys=True).encode()


@dataclass(frozen=True)
class Head:
    """Length and last hash of a journal, by which it, or a continuation of it, is recognised."""

    length: int = 0
    hash: str = GENESIS


def digest(raw: bytes) -> str:
    return hashlib.sha256(raw.rstrip(b"\n")).hexdigest()


def parsed(raw: bytes, number: int, previous: str) -> Line:
    """Read one line. Raises JournalBroken when it is none or does not follow the one before."""
    try:
        line = Line(**json.loads(raw))
    except (ValueError, TypeError) as error:
        raise JournalBroken(f"line {number} of the erasure journal cannot be read") from error
    if line.position != number or line.previous != previous:
        raise JournalBroken(f"line {number} of the erasure journal does not follow the one before")
    return line


def chained(steps: Iterable[Step], head: Head) -> Iterator[bytes]:
    """Yield the lines that follow `head`, each with its line break."""
    position, previous = head.length, head.hash
    at = clock.now().isoformat(timespec="seconds")
    for step in steps:
        position += 1
        raw = Line(**asdict(step), position=position, at=at, previous=previous).encoded()
        previous = digest(raw)
        yield raw + b"\n"
