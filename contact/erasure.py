"""Erasing inquiries: they go with all that belongs to them; the audit chain keeps their references and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cluster_cms import audit
from cluster_cms.accounts import User
from cluster_cms.erasures.erasable import Erasable
from cluster_cms.erasures.erasing import erasing
from cluster_cms.mail.queueing import forget_mails
from contact.records import ExportCopy, ExportedInquiry, ExportRecord, Inquiry, MailedLink

KIND = "inquiry"
STAFF, RETENTION = "staff", "retention"  # causes; others name their own
BATCH = 100  # inquiries in one transaction


class OnHold(Exception):
    """The inquiry must be kept; the message is the reason."""


@dataclass
class Outcome:
    """The references that are gone, and those that must be kept, each with the reason of its hold."""

    erased: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


def erase_inquiries(*, inquiries: Iterable[UUID], actor: User | None, cause: str) -> Outcome:
    """Erase inquiries for good, in bounded transactions; who are gone already are passed over."""
    ids, outcome = list(dict.fromkeys(inquiries)), Outcome()
    for start in range(0, len(ids), BATCH):
        part = erase_together(ids[start : start + BATCH], actor, cause)
        outcome.erased += part.erased
        outcome.refused |= part.refused
    return outcome


def erase_inquiry(*, inquiry: Inquiry, actor: User | None, cause: str = STAFF) -> None:
    """Erase one inquiry for good. Raises Inquiry.DoesNotExist when it is gone already, OnHold when it must be kept."""
    outcome = erase_together([inquiry.pk], actor, cause)
    if outcome.refused:
        raise OnHold(*outcome.refused.values())
    if not outcome.erased:
        raise Inquiry.DoesNotExist


@transaction.atomic
def erase_together(ids: list[UUID], actor: User | None, cause: str) -> Outcome:
    """Erase at once what is there and free; the rows stay locked until the journal has its lines."""
    found = list(Inquiry.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    going = [inquiry for inquiry in found if inquiry.held_at is None]
    if going:
        with erasing(KIND, [inquiry.pk for inquiry in going], cause):
            for inquiry in going:
                audit.record("inquiry.erased", actor=actor, subject=inquiry.reference, data={"cause": cause})
                remove(inquiry)
    held = {inquiry.reference: inquiry.hold_reason or "" for inquiry in found if inquiry.held_at is not None}
    return Outcome([inquiry.reference for inquiry in going], held)


def remove(inquiry: Inquiry) -> None:
    """Delete an inquiry with what hangs on it, and what stands apart: queued mails, remarks, places in exports."""
    exports = list(ExportedInquiry.objects.filter(inquiry=inquiry).values_list("export", flat=True).distinct())
    copies = [ExportCopy(export_id=export, reference=inquiry.reference) for export in exports]
    ExportCopy.objects.bulk_create(copies, ignore_conflicts=True)
    ExportRecord.objects.filter(pk__in=exports).update(remark=None)
    forget_mails(subject=inquiry.reference)
    inquiry.delete()


def erase_again(record: UUID) -> None:
    """Erase what a restore has brought back; a hold made before the erasure has no say any more.

    Links that were mailed to the same address may have come back with it.
    """
    if inquiry := Inquiry.objects.filter(pk=record).first():
        MailedLink.objects.filter(mail_key=inquiry.mail_key).delete()
        remove(inquiry)


def erasable() -> Erasable:
    return Erasable(KIND, exists=is_there, erase=erase_again, label=_("inquiry"))


def is_there(record: UUID) -> bool:
    return Inquiry.objects.filter(pk=record).exists()
