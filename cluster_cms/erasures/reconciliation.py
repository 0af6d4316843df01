"""Adds the journal lines that a crash left out, and erases again what a restored database brought back."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from cluster_cms.erasures.erasing import erasables, join_erasers, keep_records, try_exclusive_lock
from cluster_cms.erasures.journal import journal
from cluster_cms.erasures.lines import DONE, RESTORED, VOID, Step
from cluster_cms.erasures.status import JournalStatus, Key, journal_status, recorded
from cluster_cms.operations.jobs import Job
from cluster_cms.security import audit
from cluster_cms.security.accounts import User

BATCH = 200  # records in one transaction


class UnknownKind(Exception):
    """The journal names a kind that no app knows how to erase."""


def replay(standing: JournalStatus, *, thorough: bool = False, actor: User | None = None) -> int:
    """Erase again whatever the journal calls done; return how many records had come back.

    A record whose erasure the database knows was erased in the same transaction, so only the others are looked at;
    `thorough` looks at all of them. Raises UnknownKind before anything is erased.
    """
    known = {} if thorough else recorded()
    named = [key for key in standing.done if key not in known]
    if unknown := sorted({kind for kind, _record in named} - set(erasables())):
        raise UnknownKind(f"the erasure journal names kinds that nothing here can erase: {', '.join(unknown)}")
    return sum(erase_again(named[start : start + BATCH], standing, actor) for start in range(0, len(named), BATCH))


@transaction.atomic
def erase_again(keys: Iterable[Key], standing: JournalStatus, actor: User | None) -> int:
    """Erase those that are back, and keep the record of all: one transaction, one audit entry."""
    join_erasers()
    kinds, came_back = erasables(), 0
    for kind, record in keys:
        if kinds[kind].exists(record):
            kinds[kind].erase(record)
            came_back += 1
        keep_records([(kind, record)], standing.done[kind, record].cause)
    if came_back:
        audit.record("erasures.replayed", actor=actor, data={"count": came_back})
    return came_back


def reconciliation_job() -> Job:
    return Job(name="erasure journal", every=timedelta(minutes=1), run=reconcile)


def reconcile() -> None:
    """Bring journal and database to agree; what is being erased at this moment waits for the next round."""
    found = journal_status()
    if missing_lines(found):
        found = settle()
    replay(found)


@transaction.atomic
def settle() -> JournalStatus:
    """Add the missing lines while nobody erases, so that every `intent` found is of a transaction that is over."""
    if try_exclusive_lock() and (steps := missing_lines(journal_status())):
        journal().append(steps)
    return journal_status()


def missing_lines(found: JournalStatus) -> list[Step]:
    """Return the steps that the journal lacks to say how what was begun in it has ended.

    An erasure of which it knows nothing at all means that lines were lost: the doctor says so, an operator decides.
    """
    known, begun = recorded(), found.open | found.undecided
    done = [Step(DONE, *key_of(key), cause) for key, cause in known.items() if key in begun]
    if found.done.keys() - known.keys():  # the database went back in time: it can no longer tell how a step ended
        return [*done, *([Step(RESTORED, cause="noticed")] if found.open else [])]
    return [
        *done,
        *(Step(VOID, *key_of(key), line.cause) for key, line in found.open.items() if still_there(key, known)),
    ]


def key_of(key: Key) -> tuple[str, str]:
    return key[0], str(key[1])


def still_there(key: Key, known: dict[Key, str]) -> bool:
    """Tell whether a record whose erasure was begun is there as before."""
    kind, record = key
    kinds = erasables()
    return key not in known and kind in kinds and kinds[kind].exists(record)
