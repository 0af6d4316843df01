"""What the journal as a whole says: done, open, or left undecided by a restore; and the health check of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from cluster_cms import clock
from cluster_cms.erasures.erasing import Erasure
from cluster_cms.erasures.journal import journal
from cluster_cms.erasures.lines import DONE, INTENT, RESTORED, VOID, JournalBroken, Line
from cluster_cms.operations.health import Finding

LATE = timedelta(minutes=10)  # by then the worker has settled what it can
NAME = "erasure journal"
Key = tuple[str, UUID]


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


def check_journal() -> Iterable[Finding]:
    """Compare the journal with the database's own count, then look for erasures whose end nobody knows."""
    if not journal().takes_lines():
        yield Finding(NAME, False, "cannot be written, so nothing can be erased")
        return
    try:
        yield agreement()
        waiting = len(unclear(journal_status()))
    except (JournalBroken, OSError) as error:
        yield Finding(NAME, False, str(error))
        return
    message = "none" if not waiting else f"{waiting}: the privacy officer decides on the admin's front page"
    yield Finding("erasures of unknown outcome", not waiting, message)


def agreement() -> Finding:
    """Read the journal before and after the database: what is erased meanwhile is no fault."""
    before = journal_status().done
    known = recorded()
    came_back, unwritten = len(before.keys() - known.keys()), len(known.keys() - journal_status().done.keys())
    if came_back:
        return Finding(NAME, False, f"{came_back} of its erasures are unknown to the database, which was restored")
    if unwritten:
        return Finding(NAME, False, f"lacks {unwritten} of the {len(known)} erasures that the database knows")
    return Finding(NAME, True, f"whole, {len(known)} erasures, as many as the database knows")
