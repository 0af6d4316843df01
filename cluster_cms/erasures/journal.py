"""The journal: an append-only chain of steps outside database and backup, in a file or in an object store."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.files.storage import storages

from cluster_cms.erasures.file_journal import FileJournal
from cluster_cms.erasures.lines import BEGINNING, Head, Line, Step
from cluster_cms.erasures.s3_journal import BucketJournal

STORE = "erasures"  # among STORAGES, where ERASURE_JOURNAL names a bucket


class Journal(Protocol):
    """Where the lines are kept."""

    def append(self, steps: Iterable[Step]) -> None:
        """Add lines that outlive a power cut. Raises OSError when that cannot be done."""

    def lines(self, after: Head = BEGINNING) -> Iterator[tuple[Line, str]]:
        """Yield each line behind a head with its hash. Raises JournalBroken, NotContinued, or OSError."""

    def takes_lines(self) -> bool:
        """Tell whether this process may write to it."""

    def set_aside(self) -> None:
        """Keep it under another name; the next line begins a new one."""


def journal() -> Journal:
    """Return the journal of this site (ERASURE_JOURNAL)."""
    if STORE in settings.STORAGES:
        return BucketJournal(storages[STORE])
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
