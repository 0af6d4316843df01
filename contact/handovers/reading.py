"""Reading the register: who opens a hand-over or takes the register out leaves a line in the audit chain."""

from django.db import transaction

from cluster_cms import audit
from cluster_cms.accounts import User
from contact.records import HandOver


@transaction.atomic
def open_hand_over(*, hand_over: HandOver, actor: User) -> HandOver:
    """Record that `actor` reads a hand-over."""
    audit.record("handover.opened", actor=actor, subject=str(hand_over))
    return hand_over


@transaction.atomic
def take_register(*, count: int, actor: User) -> None:
    """Record that `actor` takes so many hand-overs out as a file."""
    audit.record("handovers.exported", actor=actor, data={"count": count})
