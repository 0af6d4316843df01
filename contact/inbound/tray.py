"""What the desk does with mails in the tray: open, add to an inquiry, throw away, take back; when they are erased."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.erasures.erasing import Erasable, erasing
from cluster_cms.operations.jobs import Job
from cluster_cms.operations.large_tables import run_in_batches
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.inbound.filing import file_email
from contact.inquiries.block_list import AlreadyBlocked, add_entry
from contact.inquiries.handling import Data
from contact.inquiries.manual_entry import ManualEntry, record_inquiry_manually
from contact.inquiries.messages import EmailRecord
from contact.models import Inquiry, Message, ThrowAwayReason, TrayMail, TrayQuerySet
from contact.models.tray_mail import KEPT_THROWN_AWAY
from contact.retention.erasure import RETENTION
from contact.retention.schedule import add_months, retention_months
from contact.text.arrived_mail import ArrivalKind, read_arrived

TRAY_KIND = "tray_mail"  # in the erasure journal
OPENED, DOWNLOADED, THROWN_AWAY, TAKEN_BACK, ERASED = (
    "tray.opened",
    "tray.original_downloaded",
    "tray.thrown_away",
    "tray.taken_back",
    "tray.erased",
)
AUTOMATIC_FOR = timedelta(days=7)
BATCH = 100  # mails in one transaction


def record_from(mail: TrayMail) -> EmailRecord:
    """Return a mail of the tray as it is kept with an inquiry."""
    at = datetime.fromisoformat(mail.value("at")) if mail.value("at") else mail.received_at
    return EmailRecord(
        text=mail.value("text"),
        sender=mail.value("sender"),
        subject=mail.value("subject"),
        at=min(at, mail.received_at),
        message_id=mail.value("message_id"),
        attachments=read_arrived(mail.original).mail.attachments,
        original=mail.original,
        is_source=True,
    )


def lock_mail(mail: TrayMail) -> TrayMail:
    """Lock the row and return it as it is now. Raises TrayMail.DoesNotExist where a colleague was faster."""
    return TrayMail.objects.select_for_update().get(pk=mail.pk)


@transaction.atomic
def open_mail(*, mail: TrayMail, actor: User, download: bool = False) -> None:
    """Record that `actor` reads a mail whole, or downloads it as it came."""
    audit.record(DOWNLOADED if download else OPENED, actor=actor, subject=str(mail.pk))


@transaction.atomic
def file_from_tray(*, mail: TrayMail, inquiry: Inquiry, actor: User) -> Message:
    """Move a mail from the tray to an inquiry. Raises TrayMail.DoesNotExist, and as file_email."""
    mail = lock_mail(mail)
    key, record = mail.pk, record_from(mail)
    mail.delete()
    return file_email(inquiry=inquiry, key=key, mail=record, actor=actor, data={"tray": str(key)})


def record_from_tray(*, mail: TrayMail, entry: ManualEntry, actor: User) -> Inquiry:
    """Make a new inquiry of a mail, which is kept with it as it came. Raises as record_inquiry_manually and above.

    Two acts: between them the mail is still in the tray, and the key of the entry makes no second inquiry of it.
    """
    inquiry = record_inquiry_manually(entry=entry, actor=actor)
    file_from_tray(mail=mail, inquiry=inquiry, actor=actor)
    return inquiry


@transaction.atomic
def throw_away(*, mail: TrayMail, reason: ThrowAwayReason, actor: User | None, block: bool = False) -> None:
    """Put a mail among those thrown away, which are erased after 30 days; with `block` its sender onto the block list.

    Raises TrayMail.DoesNotExist, and NotASender and OwnDomain for a sender who cannot be blocked.
    """
    mail = lock_mail(mail)
    if block and actor:
        with suppress(AlreadyBlocked):
            add_entry(mail.value("address"), actor)
    mail.thrown_away_at, mail.thrown_away_for = clock.now(), reason
    mail.save(update_fields=["thrown_away_at", "thrown_away_for"])
    data: Data = {"reason": reason.value, **({"blocked": True} if block else {})}
    audit.record(THROWN_AWAY, actor=actor, subject=str(mail.pk), data=data)


@transaction.atomic
def take_back(*, mail: TrayMail, actor: User) -> None:
    """Put a mail that was thrown away back among those that wait. Raises TrayMail.DoesNotExist."""
    mail = lock_mail(mail)
    mail.thrown_away_at, mail.thrown_away_for = None, ""
    mail.save(update_fields=["thrown_away_at", "thrown_away_for"])
    audit.record(TAKEN_BACK, actor=actor, subject=str(mail.pk))


def expired_mails() -> TrayQuerySet:
    """Return what was thrown away 30 days ago, and what has waited as long as a closed inquiry is kept."""
    kept_since = clock.midnight(add_months(clock.today(), -retention_months()))
    old = Q(thrown_away_at__lt=clock.now() - KEPT_THROWN_AWAY) | Q(received_at__lt=kept_since)
    return TrayMail.objects.filter(old)


def erase_mails(mails: TrayQuerySet, cause: str) -> int:
    """Erase mails of the tray for good, in the caller's transaction; return how many."""
    ids = list(mails.order_by("pk").select_for_update().values_list("pk", flat=True)[:BATCH])
    if ids:
        with erasing(TRAY_KIND, ids, cause):
            TrayMail.objects.filter(pk__in=ids).delete()
        audit.record(ERASED, data={"count": len(ids), "cause": cause})
    return len(ids)


def clear_tray() -> None:
    """Throw away automatic answers of a week ago, and erase in batches what is kept no longer."""
    old = TrayMail.objects.waiting().of_kind(ArrivalKind.AUTOMATIC).filter(received_at__lt=clock.now() - AUTOMATIC_FOR)
    throw_away_all(old)
    run_in_batches(erase_expired_batch)


def throw_away_all(mails: Iterable[TrayMail]) -> None:
    for mail in mails:
        throw_away(mail=mail, reason=ThrowAwayReason.AGE, actor=None)


@transaction.atomic
def erase_expired_batch() -> int:
    return erase_mails(expired_mails(), RETENTION)


def tray_job() -> Job:
    return Job(name="tray of emails", every=timedelta(hours=1), run=clear_tray)


def tray_mail_exists(record: UUID) -> bool:
    return TrayMail.objects.filter(pk=record).exists()


def delete_restored_mail(record: UUID) -> None:
    TrayMail.objects.filter(pk=record).delete()


def erasable_tray_mail() -> Erasable:
    return Erasable(
        TRAY_KIND, exists=tray_mail_exists, erase=delete_restored_mail, label=_("email that belonged to no inquiry")
    )
