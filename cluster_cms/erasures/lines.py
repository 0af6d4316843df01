"""The format of the erasure journal: a chain of JSON lines, one for each step of an erasure.

Each line holds the SHA-256 of the line before, so that length and last hash identify the whole journal: a backup keeps
both, and a restore asks for a journal that continues from there.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from uuid import UUID

from cluster_cms import clock
from cluster_cms.security import hash_chain
from cluster_cms.security.hash_chain import GENESIS, canonical_bytes, link

Key = tuple[str, UUID]  # kind and id of a record

INTENT, DONE, VOID = "intent", "done", "void"  # an erasure is about to happen, has happened, has not happened
RESTORED, REPAIRED = "restored", "repaired"  # the database went back in time; a torn line was cut off
ANCHORED = "anchored"  # `kind` names a hash chain of the database, `cause` is its head


class JournalBroken(Exception):
    """The journal is no unbroken chain; the message says where it breaks."""


class NotContinued(JournalBroken):
    """The journal does not continue the one that was read before."""


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
    """A step with its place in the chain. Its hash is not written down: it stands in the line that follows."""

    position: int = 0
    at: str = ""
    previous_hash: str = GENESIS

    @classmethod
    def decode(cls, raw: bytes) -> "Line":
        """Read a line. Raises ValueError when it is none."""
        try:
            line = cls(**json.loads(raw))
        except TypeError as error:
            raise ValueError("no line of a journal") from error
        if not isinstance(line.position, int):
            raise ValueError("no position")
        return line

    def encode(self) -> bytes:
        """Return the line as JSON, with its line break."""
        return canonical_bytes(asdict(self)) + b"\n"

    def payload(self) -> dict[str, object]:
        """Return what the line's hash covers beside the previous hash."""
        return {name: getattr(self, name) for name in HASHED}

    @cached_property
    def row_hash(self) -> str:
        return link(self.previous_hash, self.payload())


HASHED = [field.name for field in fields(Line) if field.name != "previous_hash"]


@dataclass(frozen=True)
class Head:
    """Length and last hash of a journal, by which it, or a continuation of it, is recognised."""

    length: int = 0
    hash: str = GENESIS


BEGINNING = Head()


def is_head(raw: bytes, head: Head) -> bool:
    """Tell whether a line is the one at which a journal ended when `head` was its head."""
    try:
        line = Line.decode(raw)
    except ValueError:
        return False
    return Head(line.position, line.row_hash) == head


def read_chain(raw_lines: Iterable[bytes], after: Head = BEGINNING) -> Iterator[tuple[Line, str]]:
    """Yield each line with its hash. Raises JournalBroken at the first that is none or does not follow."""
    lines = decoded(raw_lines, after.length + 1)
    for number, checked in enumerate(
        hash_chain.check(lines, position=after.length, previous_hash=after.hash), after.length + 1
    ):
        if checked.missing or not checked.linked:
            raise JournalBroken(f"line {number} of the erasure journal does not follow the one before")
        yield checked.row, checked.row.row_hash


def decoded(raw_lines: Iterable[bytes], first: int) -> Iterator[Line]:
    for number, raw in enumerate(raw_lines, first):
        try:
            yield Line.decode(raw)
        except ValueError as error:
            raise JournalBroken(f"line {number} of the erasure journal cannot be read") from error


def following(steps: Iterable[Step], head: Head) -> Iterator[Line]:
    """Yield the lines that say these steps, the first one linked to `head`."""
    position, previous_hash = head.length, head.hash
    at = clock.now().isoformat(timespec="seconds")
    for step in steps:
        position += 1
        line = Line(**asdict(step), position=position, at=at, previous_hash=previous_hash)
        previous_hash = line.row_hash
        yield line
