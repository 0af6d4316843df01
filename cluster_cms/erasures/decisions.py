"""Decides an erasure of unknown outcome, and rebuilds a lost journal from the database."""

from uuid import UUID

from django.db import transaction

from cluster_cms.erasures.erasing import erasables, erasing, try_exclusive_lock, write_lines
from cluster_cms.erasures.journal import journal
from cluster_cms.erasures.lines import DONE, VOID, JournalBroken, Key, Step
from cluster_cms.erasures.status import CHECK, journal_status, recent_status, recorded, unclear
from cluster_cms.security import audit
from cluster_cms.security.accounts import PRIVACY, User, is_member
from cluster_cms.security.checkpoints import Checkpoint

REBUILT = "erasures.rebuilt"


class NotNeeded(Exception):
    """The present journal must not be replaced; the message says why."""


@transaction.atomic
def rebuild_journal() -> int:
    """Set the journal aside and write a new one from the database; return how many erasures it holds.

    Raises NotNeeded when the journal knows more than the database, or when somebody is erasing.
    """
    if not try_exclusive_lock():
        raise NotNeeded("Something is being erased at this moment; try again.")
    known = recorded()
    if unknown := done_in_journal() - known.keys():
        raise NotNeeded(f"The journal knows {len(unknown)} erasures that the database does not; run the worker first.")
    Checkpoint.objects.filter(pk=CHECK).delete()
    journal().set_aside()
    journal().append([Step(DONE, kind, str(record), cause) for (kind, record), cause in known.items()])
    audit.record(REBUILT, data={"count": len(known)})
    return len(known)


def done_in_journal() -> set[Key]:
    """Return the erasures that the journal records as done; none when it cannot be read."""
    try:
        return set(journal_status().done)
    except JournalBroken:
        return set()


class NothingToDecide(Exception):
    """The outcome of this erasure is known, or no app knows its kind."""


def may_decide(user: User) -> bool:
    return is_member(user, PRIVACY)


@transaction.atomic
def decide_erasure(*, kind: str, record: UUID, erase: bool, actor: User) -> None:
    """Erase the record now, or keep it and write a `void` line. Raises NothingToDecide."""
    line = unclear(recent_status()).get((kind, record))
    if line is None or kind not in erasables():
        raise NothingToDecide
    if erase:
        erasable = erasables()[kind]
        with erasing(kind, [record], line.cause):
            if erasable.exists(record):
                erasable.erase(record)
    else:
        transaction.on_commit(lambda: write_lines(VOID, [line.key], line.cause))
    data: dict[str, audit.Value] = {"kind": kind, "erased": erase}
    audit.record("erasures.decided", actor=actor, subject=str(record), data=data)
