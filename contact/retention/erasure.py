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
from contact.models import ExportCopy, ExportedInquiry, ExportRecord, Inquiry, InquirySearch, MagicLink

ERASURE_KIND = "inquiry"
STAFF, RETENTION = "staff", "retention"  # causes; others name their own
ERASURE_BATCH = 100  # inquiries in one transaction


class OnHold(Exception):
    """The inquiry must be kept; the message is the reason."""


@dataclass
class ErasureOutcome:
    """The references that are gone, and those that must be kept, each with the reason of its hold."""

    erased: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


def erase_inquiries(*, inquiries: Iterable[UUID], actor: User | None, cause: str, reason: str = "") -> ErasureOutcome:
    """Erase inquiries for good, in bounded transactions; who are gone already are passed over.

    `reason` is what somebody chose from the list of ErasureReason, empty where nobody was asked.
    """
    ids, outcome = list(dict.fromkeys(inquiries)), ErasureOutcome()
    for start in range(0, len(ids), ERASURE_BATCH):
        part = erase_together(ids[start : start + ERASURE_BATCH], actor, cause, reason)
        outcome.erased += part.erased
        outcome.refused |= part.refused
    return outcome


def erase_inquiry(*, inquiry: Inquiry, actor: User | None, cause: str = STAFF, reason: str = "") -> None:
    """Erase one inquiry for good. Raises Inquiry.DoesNotExist when it is gone already, OnHold when it must be kept."""
    outcome = erase_together([inquiry.pk], actor, cause, reason)
    if outcome.refused:
        raise OnHold(*outcome.refused.values())
    if not outcome.erased:
        raise Inquiry.DoesNotExist


@transaction.atomic
def erase_together(ids: list[UUID], actor: User | None, cause: str, reason: str) -> ErasureOutcome:
    """Erase at once what is there and free; the rows stay locked until the journal has its lines."""
    found = list(Inquiry.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    going = [inquiry for inquiry in found if inquiry.held_at is None]
    data = {"cause": cause} | ({"reason": reason} if reason else {})
    if going:
        with erasing(ERASURE_KIND, [inquiry.pk for inquiry in going], cause):
            for inquiry in going:
                audit.record("inquiry.erased", actor=actor, subject=inquiry.reference, data=data)
                delete_rows(inquiry)
    held = {inquiry.reference: inquiry.hold_reason or "" for inquiry in found if inquiry.held_at is not None}
    return ErasureOutcome([inquiry.reference for inquiry in going], held)


def delete_rows(inquiry: Inquiry) -> None:
    """Delete an inquiry with what hangs on it, and what stands apart: queued mails, remarks, places in exports."""
    exports = list(ExportedInquiry.objects.filter(inquiry=inquiry).values_list("export", flat=True).distinct())
    copies = [ExportCopy(export_id=export, reference=inquiry.reference) for export in exports]
    ExportCopy.objects.bulk_create(copies, ignore_conflicts=True)
    ExportRecord.objects.filter(pk__in=exports).update(remark=None)
    delete_mails(subject=inquiry.reference)
    InquirySearch.objects.all().delete()  # somebody may have looked for this person: a search lives for an hour anyway
    inquiry.delete()


def erase_again(record: UUID) -> None:
    """Erase what a restore has brought back; a hold made before the erasure has no say any more.

    Links that were mailed to the same address may have come back with it.
    """
    if inquiry := Inquiry.objects.filter(pk=record).first():
        MagicLink.objects.filter(email_hmac=inquiry.email_hmac).delete()
        delete_rows(inquiry)


def erasable() -> Erasable:
    return Erasable(ERASURE_KIND, exists=is_there, erase=erase_again, label=_("inquiry"))


def is_there(record: UUID) -> bool:
    return Inquiry.objects.filter(pk=record).exists()
