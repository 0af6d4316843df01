"""The journal in a file, one line for each step, for a site on one host."""

import fcntl
import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path
from typing import BinaryIO

from cluster_cms import clock
from cluster_cms.erasures.lines import (
    BEGINNING,
    REPAIRED,
    Head,
    JournalBroken,
    Line,
    NotContinued,
    Step,
    following,
    is_head,
    read_chain,
)

logger = logging.getLogger(__name__)
LONGEST_LINE = 4096  # bytes; far more than any line has


class FileJournal:
    """The journal in a file, locked while lines are added."""

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
            write_flushed(file, b"".join(line.encode() for line in following(steps, last)), end)

    @contextmanager
    def _locked(self) -> Iterator[BinaryIO]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if file.seek(0, os.SEEK_END) == 0:
                flush_folder(self.path.parent)
            yield file

    def lines(self, after: Head = BEGINNING) -> Iterator[tuple[Line, str]]:
        """Yield each line behind a head with its hash. Raises JournalBroken, or NotContinued.

        An unfinished last line has not happened.
        """
        if self.path.exists():
            with self.path.open("rb") as file:
                seek_behind(file, after)
                yield from read_chain(takewhile(lambda raw: raw.endswith(b"\n"), file), after)
        elif after != BEGINNING:
            raise NotContinued("the erasure journal is gone")

    def takes_lines(self) -> bool:
        """Tell whether this process may write to the file, or make it."""
        if self.path.exists():
            return self.path.is_file() and os.access(self.path, os.W_OK)
        folder = next(parent for parent in self.path.parents if parent.exists())
        return folder.is_dir() and os.access(folder, os.W_OK)

    def set_aside(self) -> None:
        """Keep it under another name; the next line begins a new one."""
        if self.path.exists():
            self.path.rename(self.path.with_name(f"{self.path.name}.{clock.now():%Y%m%d%H%M%S}"))


def seek_behind(file: BinaryIO, head: Head) -> None:
    """Go to the line that follows a head, looking for it from the end. Raises NotContinued when it is not there."""
    start, mark = file.seek(0, os.SEEK_END), f'"position":{head.length},'.encode()
    reach = 2 * LONGEST_LINE
    while head != BEGINNING and start:
        start = file.seek(max(0, start - reach))
        reach *= 2
        if start:
            file.readline()  # the rest of a line
        for raw in file:
            if mark in raw and is_head(raw, head):
                return
    file.seek(0)
    if head != BEGINNING:
        raise NotContinued(f"the erasure journal does not continue from its line {head.length}")


def sound_end(file: BinaryIO) -> tuple[int, Head, bytes]:
    """Return where the last whole line ends, the head there, and what of an unfinished line follows."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 2 * LONGEST_LINE))
    tail = file.read(2 * LONGEST_LINE)
    whole, end_of_line, torn = tail.rpartition(b"\n")
    if not end_of_line and size <= LONGEST_LINE:
        return 0, Head(), torn
    try:
        last = Line.decode(whole.rpartition(b"\n")[2])
    except ValueError as error:
        raise JournalBroken("the last line of the erasure journal cannot be read") from error
    return size - len(torn), Head(last.position, last.row_hash), torn


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
