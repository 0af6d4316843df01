"""Deletes transfer records at the end of their term or when the transfer was cancelled."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cluster_cms.erasures.erasing import erasing
from cluster_cms.erasures.records import Erasable
from cluster_cms.operations.jobs import Job
from cluster_cms.security import audit
from contact.models import Transfer

TRANSFER_KIND = "transfer"
TERM, CANCELLED = "term", "taken_back"  # causes
BATCH = 100  # transfers in one transaction


def transfer_deletion_job() -> Job:
    return Job(name="transfers", every=timedelta(hours=1), run=run)


def run() -> None:
    delete_expired_transfers()


def delete_expired_transfers() -> int:
    """Erase the transfers whose term is over: always the first batch of what is left; return how many went."""
    count = 0
    while gone := delete_transfer_batch():
        count += gone
    return count


@transaction.atomic
def delete_transfer_batch() -> int:
    going = list(Transfer.objects.over().select_for_update().order_by("number")[:BATCH])
    if going:
        with erasing(TRANSFER_KIND, [transfer.pk for transfer in going], TERM):
            for transfer in going:
                audit.record("transfer.erased", subject=str(transfer), data={"cause": TERM})
                transfer.delete()
    return len(going)


@transaction.atomic
def cancel_transfer(record: UUID) -> None:
    """Erase a transfer that has not come about, if there is one: its reply was withheld, nobody received anything."""
    if transfer := Transfer.objects.filter(pk=record).first():
        with erasing(TRANSFER_KIND, [record], CANCELLED):
            audit.record("transfer.cancelled", subject=str(transfer))
            transfer.delete()


def erase_again(record: UUID) -> None:
    Transfer.objects.filter(pk=record).delete()


def is_there(record: UUID) -> bool:
    return Transfer.objects.filter(pk=record).exists()


def erasable_transfer() -> Erasable:
    return Erasable(TRANSFER_KIND, exists=is_there, erase=erase_again, label=_("transfer"))
