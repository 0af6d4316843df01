"""Hand-overs go at their term, or when they have not come about, and stay gone after a restore."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cluster_cms import audit
from cluster_cms.erasures.erasable import Erasable
from cluster_cms.erasures.erasing import erasing
from cluster_cms.jobs import Job
from contact.records import HandOver

KIND = "handover"
TERM, TAKEN_BACK = "term", "taken_back"  # causes
BATCH = 100  # hand-overs in one transaction


def forgetting() -> Job:
    return Job(name="hand-overs", every=timedelta(hours=1), run=run)


def run() -> None:
    forget_hand_overs()


def forget_hand_overs() -> int:
    """Erase the hand-overs whose term is over: always the first batch of what is left; return how many went."""
    count = 0
    while gone := forget_batch():
        count += gone
    return count


@transaction.atomic
def forget_batch() -> int:
    going = list(HandOver.objects.over().select_for_update().order_by("number")[:BATCH])
    if going:
        with erasing(KIND, [hand_over.pk for hand_over in going], TERM):
            for hand_over in going:
                audit.record("handover.erased", subject=str(hand_over), data={"cause": TERM})
                hand_over.delete()
    return len(going)


@transaction.atomic
def take_back_hand_over(record: UUID) -> None:
    """Erase a hand-over that has not come about, if there is one: its reply was withheld, nobody received anything."""
    if hand_over := HandOver.objects.filter(pk=record).first():
        with erasing(KIND, [record], TAKEN_BACK):
            audit.record("handover.taken_back", subject=str(hand_over))
            hand_over.delete()


def erase_again(record: UUID) -> None:
    HandOver.objects.filter(pk=record).delete()


def is_there(record: UUID) -> bool:
    return HandOver.objects.filter(pk=record).exists()


def erasable() -> Erasable:
    return Erasable(KIND, exists=is_there, erase=erase_again, label=_("hand-over"))
