"""A journal that is lost for good is written anew from the database's own records: an operator's decision, recorded."""

from django.db import transaction

from cluster_cms import audit
from cluster_cms.erasures.erasing import nobody_erases
from cluster_cms.erasures.journal import journal
from cluster_cms.erasures.lines import DONE, JournalBroken, Step
from cluster_cms.erasures.standing import recorded, standing

REBUILT = "erasures.rebuilt"


class NotNeeded(Exception):
    """The journal that is there should not be replaced; the message says why."""


@transaction.atomic
def rebuild_journal() -> int:
    """Set the journal aside and begin a new one from the database; return how many erasures it holds.

    Raises NotNeeded when the journal knows more than the database, or when somebody is erasing.
    """
    if not nobody_erases():
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
        return set(standing().done)
    except JournalBroken:
        return set()
