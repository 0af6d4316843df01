"""The register of transfers: viewing, exporting, cancelling an entry, deletion when the retention period is over."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cluster_cms.erasures.erasing import Erasable, erasing
from cluster_cms.operations.jobs import Job
from cluster_cms.operations.large_tables import run_in_batches
from cluster_cms.privacy.personal_data import Person
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.models import Consent, Inquiry, Transfer
from contact.text.email_address import email_hmac

TRANSFER_KIND = "transfer"
TERM, CANCELLED = "term", "cancelled"  # causes
BATCH = 100  # transfers in one transaction
MOST_SUGGESTED = 50  # recipients


def delete_expired_transfers() -> int:
    """Erase the transfers whose legal retention period is over, in batches; return how many."""
    return run_in_batches(erase_expired_batch)


def erase_expired_batch() -> int:
    batch = list(Transfer.objects.expired().select_for_update().order_by("number")[:BATCH])
    if batch:
        with erasing(TRANSFER_KIND, [transfer.pk for transfer in batch], TERM):
            for transfer in batch:
                transfer.delete()
        for transfer in batch:
            audit.record("transfer.erased", subject=str(transfer), data={"cause": TERM})
    return len(batch)


def transfer_deletion_job() -> Job:
    return Job(name="deletion of transfers", every=timedelta(hours=1), run=delete_expired_transfers)


@transaction.atomic
def cancel_transfer(record: UUID) -> None:
    """Erase the transfer of a reply that was withheld, so that nobody received anything; do nothing without one."""
    if transfer := Transfer.objects.filter(pk=record).first():
        with erasing(TRANSFER_KIND, [record], CANCELLED):
            transfer.delete()
        audit.record("transfer.cancelled", subject=str(transfer))


def transfer_exists(record: UUID) -> bool:
    return Transfer.objects.filter(pk=record).exists()


def delete_restored_transfer(record: UUID) -> None:
    Transfer.objects.filter(pk=record).delete()


def erasable_transfer() -> Erasable:
    return Erasable(TRANSFER_KIND, exists=transfer_exists, erase=delete_restored_transfer, label=_("transfer"))


def transfers_of_inquiry(inquiry: Inquiry) -> QuerySet[Transfer]:
    """Return the transfers of an inquiry, newest first."""
    return Transfer.objects.filter(inquiries__reference=inquiry.reference).select_related("contractor")


def transfers_of_person(person: Person) -> QuerySet[Transfer]:
    """Return the transfers that name a person, or that contain an inquiry whose reference the person has named.

    Without those of which the person must not be told.
    """
    named = Q(people__email_hmac=email_hmac(person.address))
    concerned = named | Q(inquiries__reference__in=person.opened)
    return Transfer.objects.disclosable().filter(concerned).distinct().select_related("contractor")


def withheld_transfers_of(reference: str) -> QuerySet[Transfer]:
    """Return the transfers of an inquiry of which its person must not be told."""
    return Transfer.objects.withheld_now().filter(inquiries__reference=reference).distinct()


@transaction.atomic
def view_transfer(*, transfer: Transfer, actor: User) -> Transfer:
    """Record that `actor` reads a transfer."""
    audit.record("transfer.viewed", actor=actor, subject=str(transfer))
    return transfer


@transaction.atomic
def export_register(*, count: int, actor: User) -> None:
    """Record that `actor` exports `count` transfers as a file."""
    audit.record("transfers.exported", actor=actor, data={"count": count})


def agreed_recipients() -> list[str]:
    """Return the names of third parties in given consents, without repetitions, newest consent first."""
    consents = Consent.objects.given().exclude(recipient_key="").order_by("-answered_at")
    names: dict[str, str] = {}
    for consent in consents.only("recipient", "recipient_key")[: MOST_SUGGESTED * 10]:
        if consent.recipient_key not in names and consent.recipient:
            names[consent.recipient_key] = consent.recipient
    return list(names.values())[:MOST_SUGGESTED]
