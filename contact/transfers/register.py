"""The register of transfers: viewing, exporting, cancelling an entry, and deletion at the end of its term."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cluster_cms.erasures.erasing import Erasable, erasing
from cluster_cms.operations.jobs import Job
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.models import Consent, Inquiry, Transfer

TRANSFER_KIND = "transfer"
TERM, CANCELLED = "term", "taken_back"  # causes
BATCH = 100  # transfers in one transaction
MOST_SUGGESTED = 50


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


def transfers_of_inquiry(inquiry: Inquiry) -> QuerySet[Transfer]:
    """Return the transfers of an inquiry, newest first."""
    return Transfer.objects.filter(inquiries__reference=inquiry.reference).select_related("contractor")


def transfers_of_person(email_hmac: str, *references: str) -> QuerySet[Transfer]:
    """Return the transfers of whoever has a mail address, by its look-up hash, and of inquiries by reference."""
    hers = Q(people__email_hmac=email_hmac) | Q(inquiries__reference__in=references)
    return Transfer.objects.filter(hers).distinct().select_related("contractor")


@transaction.atomic
def view_transfer(*, transfer: Transfer, actor: User) -> Transfer:
    """Record that `actor` reads a transfer."""
    audit.record("transfer.viewed", actor=actor, subject=str(transfer))
    return transfer


@transaction.atomic
def export_register(*, count: int, actor: User) -> None:
    """Record that `actor` takes so many transfers out as a file."""
    audit.record("transfers.exported", actor=actor, data={"count": count})


def agreed_recipients() -> list[str]:
    """Return the receivers that consents name now, each once, those of the newest consents first."""
    named = Consent.objects.given().exclude(recipient_key="").order_by("-answered_at")
    found: dict[str, str] = {}
    for consent in named.only("recipient", "recipient_key")[: MOST_SUGGESTED * 10]:
        if consent.recipient_key not in found and consent.recipient:
            found[consent.recipient_key] = consent.recipient
    return list(found.values())[:MOST_SUGGESTED]
