"""The outcome of each erasure by the journal: done, open or undecided; and the health check of the journal."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from cluster_cms import clock
from cluster_cms.erasures.erasing import Erasure
from cluster_cms.erasures.journal import journal
from cluster_cms.erasures.lines import DONE, INTENT, RESTORED, VOID, JournalBroken, Key, Line
from cluster_cms.operations.health import Finding

LATE = timedelta(minutes=10)  # by then the worker has settled what it can
NAME = "erasure journal"


@dataclass
class JournalStatus:
    """The newest line of each record. `undecided`: begun before a restore, so its outcome is unknown."""

    done: dict[Key, Line] = field(default_factory=dict)
    open: dict[Key, Line] = field(default_factory=dict)
    undecided: dict[Key, Line] = field(default_factory=dict)

    def add(self, line: Line) -> None:
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
    """Read the whole journal. Raises JournalBroken, or OSError."""
    found = JournalStatus()
    for line, _hash in journal().lines():
        found.add(line)
    return found


def recorded() -> dict[Key, str]:
    """Return the erasures that the database knows, with their cause."""
    rows: Iterable[tuple[str, UUID, str]] = Erasure.objects.values_list("kind", "record", "cause").iterator()
    return {(kind, record): cause for kind, record, cause in rows}


def unclear(found: JournalStatus) -> dict[Key, Line]:
    """Return the erasures that were begun, and of which neither journal nor database knows the outcome."""
    late = {key: line for key, line in found.open.items() if clock.now() - datetime.fromisoformat(line.at) > LATE}
    return {**found.undecided, **late}


def check_journal() -> Iterable[Finding]:
    """Yield whether journal and database agree, and how many erasures have an unknown outcome."""
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
    """Compare journal and database; the journal is read before and after, for erasures go on meanwhile."""
    before = journal_status().done
    known = recorded()
    came_back, unwritten = len(before.keys() - known.keys()), len(known.keys() - journal_status().done.keys())
    if came_back:
        return Finding(NAME, False, f"{came_back} of its erasures are unknown to the database, which was restored")
    if unwritten:
        return Finding(NAME, False, f"lacks {unwritten} of the {len(known)} erasures that the database knows")
    return Finding(NAME, True, f"whole, {len(known)} erasures, as many as the database knows")
