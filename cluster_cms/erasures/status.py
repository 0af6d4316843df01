"""The outcome of each erasure by the journal: done, open or undecided. Read whole, or from where it was last agreed."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cluster_cms import clock
from cluster_cms.erasures.erasing import Erasure
from cluster_cms.erasures.journal import journal
from cluster_cms.erasures.lines import ANCHORED, BEGINNING, DONE, INTENT, RESTORED, VOID, Head, Key, Line, NotContinued
from cluster_cms.security.checkpoints import Checkpoint, checkpoint, store_checkpoint

LATE = timedelta(minutes=10)  # by then the worker has settled what it can
CHECK = "erasure-journal"
WHOLE_EVERY = timedelta(days=1)
AT_ONCE = 500  # keys in one query; of more, all are read


@dataclass
class JournalStatus:
    """The newest line of each record that is begun; and of the lines that were read, the cause of each one `done`.

    `undecided`: begun before a restore, so its outcome is unknown.
    """

    done: dict[Key, str] = field(default_factory=dict)
    open: dict[Key, Line] = field(default_factory=dict)
    undecided: dict[Key, Line] = field(default_factory=dict)
    head: Head = BEGINNING
    whole: bool = True  # read from its first line
    anchors: dict[str, str] = field(default_factory=dict)  # the newest head of each chain of the database, by its name

    def add(self, line: Line) -> None:
        self.head = Head(line.position, line.row_hash)
        if line.outcome == RESTORED:
            self.undecided |= self.open
            self.open, self.anchors = {}, {}
        elif line.outcome == ANCHORED:
            self.anchors[line.kind] = line.cause
        elif line.outcome in (INTENT, DONE, VOID):
            self.open.pop(line.key, None)
            self.undecided.pop(line.key, None)
            if line.outcome == INTENT:
                self.open[line.key] = line
            if line.outcome == DONE:
                self.done[line.key] = line.cause


def journal_status() -> JournalStatus:
    """Read the whole journal. Raises JournalBroken, or OSError."""
    found = JournalStatus()
    for line, _hash in journal().lines():
        found.add(line)
    return found


def recent_status() -> JournalStatus:
    """Read what follows the lines that journal and database have agreed on; the whole where that does not hold.

    Raises JournalBroken, or OSError.
    """
    last = agreed()
    try:
        return status_after(last) if last else journal_status()
    except NotContinued:
        return journal_status()


def agreed() -> Checkpoint | None:
    """Return the last agreement, unless the database knows fewer erasures than it did then."""
    last = checkpoint(CHECK)
    return last if last and Erasure.objects.count() >= last.found["erasures"] else None


def status_after(last: Checkpoint) -> JournalStatus:
    """Read the lines behind an agreement. Raises NotContinued also where the database was restored since."""
    begun, undecided = ({line.key: line for line in lines_of(last.found[name])} for name in ("open", "undecided"))
    found = JournalStatus(open=begun, undecided=undecided, head=Head(last.position, last.row_hash), whole=False)
    found.anchors = dict(last.found["anchors"])
    for line, _hash in journal().lines(found.head):
        if line.outcome == RESTORED:
            raise NotContinued("the database went back in time")
        found.add(line)
    return found


def lines_of(kept: Iterable[dict[str, Any]]) -> list[Line]:
    return [Line(**values) for values in kept]


def agree(found: JournalStatus, *, erasures: int, unwritten: int) -> None:
    """Keep how far the journal agrees with the database: whatever the lines record as done, the database knows.

    `erasures`: how many the database knew before the journal was read; `unwritten`: how many of them the whole journal
    lacks.
    """
    begun = {name: [asdict(line) for line in getattr(found, name).values()] for name in ("open", "undecided")}
    store_checkpoint(
        CHECK,
        whole=found.whole,
        position=found.head.length,
        row_hash=found.head.hash,
        found={**begun, "anchors": found.anchors, "erasures": erasures, "newest": newest_row(), "unwritten": unwritten},
    )


def newest_row() -> int:
    """Return the number of the newest erasure in the database."""
    return Erasure.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def recorded(keys: Collection[Key] | None = None, *, behind: int = 0, until: int | None = None) -> dict[Key, str]:
    """Return the erasures that the database knows, with their cause: all, those of some keys, or of some rows."""
    known = Erasure.objects.filter(pk__gt=behind)
    if until is not None:
        known = known.filter(pk__lte=until)
    if keys is not None and len(keys) <= AT_ONCE:
        known = known.filter(record__in=[record for _kind, record in keys])
    rows: Iterable[tuple[str, UUID, str]] = known.values_list("kind", "record", "cause").iterator()
    return {(kind, record): cause for kind, record, cause in rows}


def unclear(found: JournalStatus) -> dict[Key, Line]:
    """Return the erasures that were begun, and of which neither journal nor database knows the outcome."""
    late = {key: line for key, line in found.open.items() if clock.now() - datetime.fromisoformat(line.at) > LATE}
    return {**found.undecided, **late}
