"""Erasing again what a restored database has brought back."""

from collections.abc import Iterable

from django.db import transaction

from cluster_cms import audit
from cluster_cms.accounts import User
from cluster_cms.erasures.erasable import erasables
from cluster_cms.erasures.erasing import join_erasers, keep_records
from cluster_cms.erasures.standing import Key, Standing, recorded

BATCH = 200  # records in one transaction


class UnknownKind(Exception):
    """The journal names a kind that no app knows how to erase."""


def replay(standing: Standing, *, thorough: bool = False, actor: User | None = None) -> int:
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
def erase_again(keys: Iterable[Key], standing: Standing, actor: User | None) -> int:
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
