"""The privacy officer's word on an erasure that was begun and of which nothing can tell whether it happened."""

from uuid import UUID

from django.db import transaction

from cluster_cms import audit
from cluster_cms.accounts import User
from cluster_cms.erasures.erasable import erasables
from cluster_cms.erasures.erasing import erasing, write
from cluster_cms.erasures.lines import VOID, Line
from cluster_cms.erasures.standing import standing, unclear
from cluster_cms.groups import PRIVACY, is_member


class NothingToDecide(Exception):
    """This erasure is not, or no longer, in doubt, or its kind is unknown here."""


def may_decide(user: User) -> bool:
    return is_member(user, PRIVACY)


@transaction.atomic
def decide_erasure(*, kind: str, record: UUID, erase: bool, actor: User) -> None:
    """Erase the record now, or keep it and say so in the journal. Raises NothingToDecide."""
    line = unclear(standing()).get((kind, record))
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
