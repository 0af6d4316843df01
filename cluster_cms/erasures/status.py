"""What the journal as a whole says: what is done, what is open, and what a restore has left undecided."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from cluster_cms import clock
from cluster_cms.erasures.journal import journal
from cluster_cms.erasures.lines import DONE, INTENT, RESTORED, VOID, Line
from cluster_cms.erasures.records import Erasure

Key = tuple[str, UUID]
LATE = timedelta(minutes=10)  # by then the worker has settled what it can


@dataclass
class JournalStatus:
    """The last word on each record. `undecided`: begun before a restore, so the database cannot tell how it ended."""

    done: dict[Key, Line] = field(default_factory=dict)
    open: dict[Key, Line] = field(default_factory=dict)
    undecided: dict[Key, Line] = field(default_factory=dict)

    def take(self, line: Line) -> None:
        if line.outcome == RESTORED:
            self.undecided |= self.open
            self.open = {}
        elif line.outcome in (INTENT, DONE, VOID):
            self.open.pop(line.key, None)
            self.undecided.pop(line.key, None)
            if line.outcome == INTENT:
                self.open[line.key] = line
            if line.outcome == DONE:
                self.done[line.key] = line


def journal_status() -> JournalStatus:
    """Read the journal of this site. Raises JournalBroken."""
    found = JournalStatus()
    for line, _hash in journal().lines():
        found.take(line)
    return found


def recorded() -> dict[Key, str]:
    """Return what the database itself knows to be erased, with the cause."""
    rows: Iterable[tuple[str, UUID, str]] = Erasure.objects.values_list("kind", "record", "cause").iterator()
    return {(kind, record): cause for kind, record, cause in rows}


def unclear(found: JournalStatus) -> dict[Key, Line]:
    """Return the erasures that were begun and of which nothing can tell whether they have happened."""
    late = {key: line for key, line in found.open.items() if clock.now() - datetime.fromisoformat(line.at) > LATE}
    return {**found.undecided, **late}
