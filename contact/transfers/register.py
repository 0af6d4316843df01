"""Reads the register of transfers: entries of an inquiry or a person, and access to the register."""

from django.db import transaction
from django.db.models import Q, QuerySet

from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.models import Consent, Inquiry, Transfer

MOST_SUGGESTED = 50


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
