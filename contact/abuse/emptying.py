"""Emptying the box: what nobody cleared within 30 days is erased, in batches, and only counted in the chain."""

from datetime import timedelta

from django.db import transaction

from cluster_cms import audit, clock
from cluster_cms.erasures.erasing import erasing
from cluster_cms.jobs import Job
from contact.erasure import KIND, remove
from contact.records import Inquiry

KEPT = timedelta(days=30)
BATCH = 100
CAUSE = "spam"


def emptying() -> Job:
    return Job(name="emptying of the spam box", every=timedelta(hours=1), run=run)


def run() -> None:
    empty_spam_box()


def empty_spam_box() -> int:
    """Erase suspected spam that has lain for 30 days and is not on hold; return how many."""
    erased = 0
    while count := erase_batch():
        erased += count
    return erased


@transaction.atomic
def erase_batch() -> int:
    """Erase one batch. The rows are locked first, so that none is cleared by the desk meanwhile."""
    old = Inquiry.objects.suspected().filter(suspected_at__lte=clock.now() - KEPT, held_at=None)
    locked = old.order_by("suspected_at").select_for_update(skip_locked=True)
    batch = list(locked[:BATCH])
    if not batch:
        return 0
    with erasing(KIND, [inquiry.pk for inquiry in batch], CAUSE):
        for inquiry in batch:
            remove(inquiry)
        audit.record("inquiry.spam_erased", data={"count": len(batch)})
    return len(batch)
