"""The journal: an append-only file of one JSON line for each step of an erasure, outside database and backup.

Each line holds the SHA-256 of the line before, so that its length and the hash of its last line say all of it: a backup
keeps both, and a restore asks for a journal that goes on from there. A lock on the file lets several processes append,
and a line counts once it is flushed to the disk. A crash may leave the last line unfinished; the next append cuts it
off and says so in a line of its own.
"""

import fcntl
import hashlib
import json
import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID

from django.conf import settings

from cluster_cms import clock

logger = logging.getLogger(__name__)

GENESIS = "0" * 64
LONGEST_LINE = 4096  # bytes; far more than any line has
INTENT, DONE, VOID = "intent", "done", "void"  # an erasure is about to happen, has happened, has not happened
RESTORED, REPAIRED = "restored", "repaired"  # the database went back in time; a torn line was cut off


class JournalBroken(Exception):
    """The journal is not one chain; the message says where it breaks."""


@dataclass(frozen=True)
class Step:
    """What one line says; `record` is the random id of the erased record."""

    outcome: str
    kind: str = ""
    record: str = ""
    cause: str = ""

    @property
    def key(self) -> tuple[str, UUID]:
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
    """Length and last hash: all that is needed to know a journal again, or one that goes on from it."""

    length: int = 0
    hash: str = GENESIS


class Journal(Protocol):
    """Where the lines are kept."""

    def append(self, steps: Iterable[Step]) -> None: ...
    def lines(self) -> Iterator[tuple[Line, str]]: ...
    def takes_lines(self) -> bool: ...


class FileJournal:
    """A journal in a file of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, steps: Iterable[Step]) -> None:
        """Add lines and flush them to the disk. Raises OSError when that cannot be done."""
        with self._locked() as file:
            end, last, torn = sound_end(file)
            if torn:
                logger.warning("the erasure journal ended in an unfinished line of %d bytes; it was cut off", len(torn))
                file.truncate(end)
                steps = [Step(REPAIRED), *steps]
            file.seek(end)
            write_flushed(file, b"".join(chained(steps, last)), end)

    @contextmanager
    def _locked(self) -> Iterator[BinaryIO]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if file.seek(0, os.SEEK_END) == 0:
                flush_folder(self.path.parent)
            yield file

    def lines(self) -> Iterator[tuple[Line, str]]:
        """Yield each line with its hash. Raises JournalBroken. An unfinished last line has not happened."""
        previous = GENESIS
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            for number, raw in enumerate(file, 1):
                if not raw.endswith(b"\n"):
                    return
                line, previous = parsed(raw, number, previous), digest(raw)
                yield line, previous

    def takes_lines(self) -> bool:
        """Tell whether this process may write to the file, or make it."""
        if self.path.exists():
            return self.path.is_file() and os.access(self.path, os.W_OK)
        folder = next(parent for parent in self.path.parents if parent.exists())
        return folder.is_dir() and os.access(folder, os.W_OK)


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


def sound_end(file: BinaryIO) -> tuple[int, Head, bytes]:
    """Return where the last whole line ends, the head there, and what of an unfinished line follows."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 2 * LONGEST_LINE))
    tail = file.read(2 * LONGEST_LINE)
    whole, end_of_line, torn = tail.rpartition(b"\n")
    if not end_of_line and size <= LONGEST_LINE:
        return 0, Head(), torn
    last = whole.rpartition(b"\n")[2]
    try:
        return size - len(torn), Head(json.loads(last)["position"], digest(last)), torn
    except (ValueError, KeyError, TypeError) as error:
        raise JournalBroken("the last line of the erasure journal cannot be read") from error


def write_flushed(file: BinaryIO, content: bytes, end: int) -> None:
    """Write all of it to the disk, or leave the file as it was."""
    try:
        view = memoryview(content)
        while view:
            view = view[file.write(view) :]
        os.fsync(file.fileno())
    except OSError:
        file.truncate(end)
        raise


def flush_folder(folder: Path) -> None:
    """Make the name of a new file last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def journal() -> Journal:
    """Return the journal of this site (ERASURE_JOURNAL)."""
    return FileJournal(Path(settings.ERASURE_JOURNAL))


def head() -> Head:
    """Return length and last hash, the whole chain having been read. Raises JournalBroken."""
    found = Head()
    for line, line_hash in journal().lines():
        found = Head(line.position, line_hash)
    return found


def note(outcome: str, *, cause: str = "") -> None:
    """Add a line that concerns no single record, such as a restore."""
    journal().append([Step(outcome, cause=cause)])
