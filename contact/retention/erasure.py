"""Erases inquiries with everything that belongs to them; the audit chain keeps only their references."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cluster_cms.erasures.erasing import Erasable, erasing
from cluster_cms.mail.outbox import delete_mails
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.figures.counting import keep_figures
from contact.models import ExportCopy, ExportedInquiry, ExportRecord, Inquiry, InquirySearch, MagicLink

ERASURE_KIND = "inquiry"
STAFF, RETENTION = "staff", "retention"  # causes; contact.privacy and contact.inquiries.spam add their own
ERASURE_BATCH = 100  # inquiries in one transaction


class OnHold(Exception):
    """The inquiry is on hold; the message is the reason of the hold."""


@dataclass
class ErasureOutcome:
    """The erased references, and those refused because of a hold, each with its reason."""

    erased: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)

    def add(self, other: "ErasureOutcome") -> None:
        self.erased += other.erased
        self.refused |= other.refused


def erase_inquiries(*, inquiries: Iterable[UUID], actor: User | None, cause: str, reason: str = "") -> ErasureOutcome:
    """Erase inquiries for good, ERASURE_BATCH in a transaction; ids that no longer exist are skipped.

    `reason` is a value of ErasureReason; empty where nobody had to choose one.
    """
    ids, outcome = list(dict.fromkeys(inquiries)), ErasureOutcome()
    for start in range(0, len(ids), ERASURE_BATCH):
        outcome.add(erase_batch(ids[start : start + ERASURE_BATCH], actor, cause, reason))
    return outcome


def erase_inquiry(*, inquiry: Inquiry, actor: User | None, cause: str = STAFF, reason: str = "") -> None:
    """Erase one inquiry for good. Raises Inquiry.DoesNotExist where it is gone already, OnHold where it is on hold."""
    outcome = erase_batch([inquiry.pk], actor, cause, reason)
    if outcome.refused:
        raise OnHold(*outcome.refused.values())
    if not outcome.erased:
        raise Inquiry.DoesNotExist


@transaction.atomic
def erase_batch(ids: list[UUID], actor: User | None, cause: str, reason: str) -> ErasureOutcome:
    """Erase those not on hold in one transaction, with erasure journal and audit entries; all rows stay locked."""
    found = list(Inquiry.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    erased = [inquiry for inquiry in found if inquiry.held_at is None]
    data = {"cause": cause} | ({"reason": reason} if reason else {})
    if erased:
        with erasing(ERASURE_KIND, [inquiry.pk for inquiry in erased], cause):
            for inquiry in erased:
                delete_rows(inquiry)
        for inquiry in erased:
            audit.record("inquiry.erased", actor=actor, subject=inquiry.reference, data=data)
    held = {inquiry.reference: inquiry.hold_reason or "" for inquiry in found if inquiry.held_at is not None}
    return ErasureOutcome([inquiry.reference for inquiry in erased], held)


def delete_rows(inquiry: Inquiry) -> None:
    """Delete an inquiry with all that belongs to it: queued mails, remarks of its exports, stored searches.

    What was exported is listed as an ExportCopy, to be deleted outside the site. The numbers of its month stay.
    """
    keep_figures(inquiry)
    exports = list(ExportedInquiry.objects.filter(inquiry=inquiry).values_list("export", flat=True).distinct())
    copies = [ExportCopy(export_id=export, reference=inquiry.reference) for export in exports]
    ExportCopy.objects.bulk_create(copies, ignore_conflicts=True)
    ExportRecord.objects.filter(pk__in=exports).update(remark=None)
    delete_mails(subject=inquiry.reference)
    InquirySearch.objects.all().delete()  # the words searched for may name this person
    inquiry.delete()


def delete_restored_inquiry(record: UUID) -> None:
    """Erase an inquiry that a restored backup has brought back, whatever hold it has, and the links of its address."""
    if inquiry := Inquiry.objects.filter(pk=record).first():
        MagicLink.objects.filter(email_hmac=inquiry.email_hmac).delete()
        delete_rows(inquiry)


def inquiry_exists(record: UUID) -> bool:
    return Inquiry.objects.filter(pk=record).exists()


def erasable_inquiry() -> Erasable:
    return Erasable(ERASURE_KIND, exists=inquiry_exists, erase=delete_restored_inquiry, label=_("inquiry"))
