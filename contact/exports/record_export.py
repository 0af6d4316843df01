"""Records an export before any inquiry leaves, and confirms that exported copies were deleted outside."""

from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection, models, transaction
from django.db.models import Max, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.privacy.models import Purpose
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.models import (
    Channel,
    ExportCopy,
    ExportedInquiry,
    ExportFormat,
    ExportReason,
    ExportRecord,
    InquiryQuerySet,
)
from contact.permissions import may_confirm_copies, may_manage_retention
from contact.transfers.destination import Destination, TransferRefused, usable_for_purpose
from contact.transfers.record_transfer import record_transfer

MANY = 1_000  # inquiries in one export


def copies_before(user: User) -> QuerySet[ExportCopy]:
    """Return the copies of which this person may say that they are deleted: the holder's own, or all."""
    waiting = ExportCopy.objects.unconfirmed().select_related("export").order_by("export__number", "reference")
    return waiting if may_manage_retention(user) else waiting.filter(export__actor_id=user.pk)


@transaction.atomic
def confirm_copies(*, export: ExportRecord, references: list[str], actor: User) -> int:
    """Record that copies of erased inquiries in an export are deleted; return how many. Raises PermissionError."""
    if not may_confirm_copies(actor, export.actor_id):
        raise PermissionError
    waiting = export.copies.unconfirmed().filter(reference__in=references)
    count = waiting.update(confirmed_at=clock.now(), confirmed_by_id=actor.pk)
    if count:
        audit.record("export.copies_deleted", actor=actor, subject=str(export), data={"count": count})
    return count


class NothingToExport(Exception):
    """No inquiry is left of those that were asked for."""


@dataclass(frozen=True)
class ExportRequest:
    """What somebody asks for; `columns` are keys, see `columns.py`."""

    form: ExportFormat
    reason: ExportReason
    columns: frozenset[str]
    destination: Destination
    purpose: Purpose | None
    remark: str = ""

    def check(self) -> None:
        """Raise TransferRefused when it is not said who receives the data, or for which purpose."""
        self.destination.check()
        if self.purpose is None and not self.destination.needs_no_purpose:
            raise TransferRefused({"purpose": _("Choose the purpose for which the data are used")})


@transaction.atomic
def record_export(*, inquiries: InquiryQuerySet, actor: User, order: ExportRequest) -> ExportRecord:
    """Return the record of an export that is about to begin, its number taken. Raises NothingToExport, TransferRefused.

    Until `list_inquiries` has counted what leaves, it says that nothing has.
    """
    order.check()
    audit.take_lock()  # the numbers have no gap and no double
    if not usable_for_request(order, inquiries).exists():
        raise NothingToExport
    newest = ExportRecord.objects.aggregate(number=Max("number"))["number"] or 0
    return ExportRecord.objects.create(
        number=newest + 1,
        actor_id=actor.pk,
        form=order.form,
        reason=order.reason,
        recipient=order.destination.recipient,
        purpose=order.purpose,
    )


@transaction.atomic
def list_inquiries(*, export: ExportRecord, inquiries: InquiryQuerySet, actor: User, order: ExportRequest) -> None:
    """Say which inquiries leave, that they do, and to whom: until this is written, no word of them goes out.

    The remark waits until now: it goes with the first inquiry that is erased, so there must be one.
    """
    usable = usable_for_request(order, inquiries)
    export.count = copy_ids(export, usable)
    export.left_out, export.remark = inquiries.count() - export.count, order.remark or None
    export.save(update_fields=["count", "left_out", "remark"])
    audit.record("inquiries.exported", actor=actor, subject=str(export), data=told(export))
    record_transfer(
        destination=order.destination,
        inquiries=usable,
        channel=Channel.EXPORT,
        items=sorted(order.columns),
        actor=actor,
        export_number=export.number,
        purpose=order.purpose,
    )


def usable_for_request(order: ExportRequest, inquiries: InquiryQuerySet) -> InquiryQuerySet:
    """Leave out, unless a law demands it, what was not collected for the purpose and what nobody agreed to.

    So is what was written by people who have stopped its use.
    """
    demanded = order.reason == ExportReason.DUTY or order.destination.needs_no_purpose
    return usable_for_purpose(inquiries if demanded else inquiries.unrestricted(), order.purpose, order.destination)


def told(export: ExportRecord) -> dict[str, audit.Value]:
    return {
        "count": export.count,
        "left_out": export.left_out,
        "format": str(export.form),
        "reason": str(export.reason),
        "recipient": str(export.recipient),
        "purpose": export.purpose_id,
    }


def copy_ids(export: ExportRecord, inquiries: InquiryQuerySet) -> int:
    """Let the database copy the ids itself: 100,000 of them would take seconds on the way through Python."""
    table = connection.ops.quote_name(ExportedInquiry._meta.db_table)
    chosen = inquiries.order_by().annotate(export=Value(export.pk, output_field=models.UUIDField()))
    try:
        found, parameters = chosen.values_list("export", "received_at", "pk").query.sql_with_params()
    except EmptyResultSet:  # Django sees that nothing can match
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} (export_id, received_at, inquiry_id) {found}", parameters)
        count = int(cursor.rowcount)
        if connection.vendor == "postgresql" and count > MANY:
            cursor.execute(f"ANALYZE {table}")  # or each batch sorts all that is left: an export like this is new to it
    return count
