"""The privacy officer's decision on an unclear erasure, and rebuilding a lost journal from the database."""

from uuid import UUID

from django.db import transaction

from cluster_cms.erasures.erasing import erasables, erasing, try_exclusive_lock, write
from cluster_cms.erasures.journal import journal
from cluster_cms.erasures.lines import DONE, VOID, JournalBroken, Line, Step
from cluster_cms.erasures.status import journal_status, recorded, unclear
from cluster_cms.security import audit
from cluster_cms.security.accounts import PRIVACY, User, is_member

REBUILT = "erasures.rebuilt"


class NotNeeded(Exception):
    """The journal that is there should not be replaced; the message says why."""


@transaction.atomic
def rebuild_journal() -> int:
    """Set the journal aside and begin a new one from the database; return how many erasures it holds.

    Raises NotNeeded when the journal knows more than the database, or when somebody is erasing.
    """
    if not try_exclusive_lock():
        raise NotNeeded("Something is being erased at this moment; try again.")
    known = recorded()
    if unknown := known_to_journal() - known.keys():
        raise NotNeeded(f"The journal knows {len(unknown)} erasures that the database does not; run the worker first.")
    journal().set_aside()
    journal().append([Step(DONE, kind, str(record), cause) for (kind, record), cause in known.items()])
    audit.record(REBUILT, data={"count": len(known)})
    return len(known)


def known_to_journal() -> set[tuple[str, object]]:
    """Return what the journal calls done; nothing when it cannot be read."""
    try:
        return set(journal_status().done)
    except JournalBroken:
        return set()


class NothingToDecide(Exception):
    """This erasure is not, or no longer, in doubt, or its kind is unknown here."""


def may_decide(user: User) -> bool:
    return is_member(user, PRIVACY)


@transaction.atomic
def decide_erasure(*, kind: str, record: UUID, erase: bool, actor: User) -> None:
    """Erase the record now, or keep it and say so in the journal. Raises NothingToDecide."""
    line = unclear(journal_status()).get((kind, record))
    if line is None or kind not in erasables():
        raise NothingToDecide
    data: dict[str, audit.Value] = {"kind": kind, "erased": erase}
    audit.record("erasures.decided", actor=actor, subject=str(record), data=data)
    if erase:
        erase_now(line)
    else:
        transaction.on_commit(lambda: write(VOID, [line.key], line.cause))


def erase_now(line: Line) -> None:
    kind, record = line.key
    erasable = erasables()[kind]
    with erasing(kind, [record], line.cause):
        if erasable.exists(record):
            erasable.erase(record)
