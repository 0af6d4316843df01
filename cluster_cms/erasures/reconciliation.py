"""Adds the journal lines that a crash has left out, and erases again what a restore has brought back."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.db import transaction

from cluster_cms.erasures.erasing import Erasure, erasables, store_erasures, take_shared_lock, try_exclusive_lock
from cluster_cms.erasures.journal import journal
from cluster_cms.erasures.lines import DONE, RESTORED, VOID, Key, Step
from cluster_cms.erasures.status import (
    WHOLE_EVERY,
    JournalStatus,
    agree,
    agreed,
    journal_status,
    newest_row,
    recent_status,
    recorded,
)
from cluster_cms.operations.jobs import Job
from cluster_cms.security import audit
from cluster_cms.security.accounts import User

BATCH = 200  # records in one transaction


class UnknownKind(Exception):
    """The journal names a kind that no app knows how to erase."""


def replay(status: JournalStatus, *, thorough: bool = False, actor: User | None = None) -> int:
    """Erase again what the journal records as done; return how many records existed again.

    Only erasures that the database does not know are checked, or all of them when `thorough`. Raises UnknownKind before
    anything is erased.
    """
    known = {} if thorough else recorded(status.done)
    named = [key for key in status.done if key not in known]
    if unknown := sorted({kind for kind, _record in named} - set(erasables())):
        raise UnknownKind(f"the erasure journal names kinds that nothing here can erase: {', '.join(unknown)}")
    return sum(erase_again(named[start : start + BATCH], status, actor) for start in range(0, len(named), BATCH))


@transaction.atomic
def erase_again(keys: Iterable[Key], status: JournalStatus, actor: User | None) -> int:
    """Erase those records that exist, and store an Erasure for each: one transaction, one audit entry."""
    take_shared_lock()
    kinds, came_back = erasables(), 0
    for kind, record in keys:
        if kinds[kind].exists(record):
            kinds[kind].erase(record)
            came_back += 1
        store_erasures([(kind, record)], status.done[kind, record])
    if came_back:
        audit.record("erasures.replayed", actor=actor, data={"count": came_back})
    return came_back


def reconciliation_job() -> Job:
    return Job(name="erasure journal", every=timedelta(minutes=1), run=reconcile)


def reconcile() -> None:
    """Settle open steps of the journal, then repeat what it records as done; both skip what is under way.

    The lines behind the last agreement are read, once a day all of them; then journal and database agree on these.
    """
    last, erasures, newest = agreed(), Erasure.objects.count(), newest_row()
    read = recent_status if last and last.may_continue(WHOLE_EVERY) else journal_status
    found = read()
    if missing_lines(found):
        found = settle(read)
    replay(found)
    if found.whole:
        agree(found, erasures=erasures, unwritten=len(unwritten(found, until=newest)))
    elif last and found.head.length != last.position:
        agree(found, erasures=erasures, unwritten=last.found["unwritten"])


def unwritten(found: JournalStatus, *, until: int) -> set[Key]:
    """Return the erasures up to a row of the database of which the whole journal has no line."""
    return recorded(until=until).keys() - found.done.keys() - found.open.keys() - found.undecided.keys()


@transaction.atomic
def settle(read: Callable[[], JournalStatus]) -> JournalStatus:
    """Append the missing lines while nobody erases, when the transaction of every `intent` has ended."""
    if try_exclusive_lock() and (steps := missing_lines(read())):
        journal().append(steps)
    return read()


def missing_lines(found: JournalStatus) -> list[Step]:
    """Return the lines that record the outcome of the erasures begun in the journal.

    An erasure that the journal does not hold at all means that lines were lost: `doctor` reports it.
    """
    begun = found.open | found.undecided
    known = recorded({*found.done, *begun})
    done = [Step(DONE, *key_of(key), cause) for key, cause in known.items() if key in begun]
    if found.done.keys() - known.keys():  # the database was restored and cannot tell how a step ended
        return [*done, *([Step(RESTORED, cause="noticed")] if found.open else [])]
    return [
        *done,
        *(Step(VOID, *key_of(key), line.cause) for key, line in found.open.items() if still_exists(key, known)),
    ]


def key_of(key: Key) -> tuple[str, str]:
    return key[0], str(key[1])


def still_exists(key: Key, known: dict[Key, str]) -> bool:
    """Tell whether a record whose erasure was begun still exists."""
    kind, record = key
    kinds = erasables()
    return key not in known and kind in kinds and kinds[kind].exists(record)
