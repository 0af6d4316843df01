"""Records an export before any inquiry leaves, and confirms that exported copies were deleted outside."""

from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection, models, transaction
from django.db.models import Max, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.operations.large_tables import lift_time_limit
from cluster_cms.privacy.models import Purpose
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from cluster_cms.security.hash_chain import lock_for_append
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

NUMBER_LOCK = 0x6578706F7274  # any fixed number: held while an export gets its number
ANALYZE_FROM = 1_000  # inquiries in one export


def copies_before(user: User) -> QuerySet[ExportCopy]:
    """Return the copies that a user may confirm as deleted: of their own exports, or all for who manages retention."""
    waiting = ExportCopy.objects.unconfirmed().select_related("export").order_by("export__number", "reference")
    return waiting if may_manage_retention(user) else waiting.filter(export__actor_id=user.pk)


@transaction.atomic
def confirm_copies(*, export: ExportRecord, references: list[str], actor: User) -> int:
    """Record that copies of erased inquiries in an export were deleted; return how many. Raises PermissionError."""
    if not may_confirm_copies(actor, export.actor_id):
        raise PermissionError
    waiting = export.copies.unconfirmed().filter(reference__in=references)
    count = waiting.update(confirmed_at=clock.now(), confirmed_by_id=actor.pk)
    if count:
        audit.record("export.copies_deleted", actor=actor, subject=str(export), data={"count": count})
    return count


class NothingToExport(Exception):
    """None of the chosen inquiries may be exported."""


@dataclass(frozen=True)
class ExportRequest:
    """What a user asks for; `columns` are the keys of `columns.py`."""

    form: ExportFormat
    reason: ExportReason
    columns: frozenset[str]
    destination: Destination
    purpose: Purpose | None
    remark: str = ""

    def check(self) -> None:
        """Raise TransferRefused when the recipient or the purpose is missing."""
        self.destination.check()
        if self.purpose is None and not self.destination.needs_no_purpose:
            raise TransferRefused({"purpose": _("Choose the purpose for which the data are used")})


@transaction.atomic
def record_export(*, inquiries: InquiryQuerySet, actor: User, order: ExportRequest) -> ExportRecord:
    """Return the record of an export that is about to begin. Raises NothingToExport, TransferRefused.

    Its count is 0 until `list_inquiries` has listed what leaves.
    """
    order.check()
    if not usable_for_request(order, inquiries).exists():
        raise NothingToExport
    lock_for_append(NUMBER_LOCK)  # the numbers have no gap and no double
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
    """List the inquiries of an export, and record the export and the transfer, before the first of them is sent.

    The remark is stored only now: it is erased with the first of these inquiries, so there must be one.
    """
    lift_time_limit()
    usable = usable_for_request(order, inquiries)
    export.count = copy_ids(export, usable)
    export.left_out, export.remark = inquiries.count() - export.count, order.remark or None
    export.save(update_fields=["count", "left_out", "remark"])
    record_transfer(
        destination=order.destination,
        inquiries=usable,
        channel=Channel.EXPORT,
        items=sorted(order.columns),
        actor=actor,
        export_number=export.number,
        purpose=order.purpose,
    )
    audit.record("inquiries.exported", actor=actor, subject=str(export), data=audit_data(export))


def usable_for_request(order: ExportRequest, inquiries: InquiryQuerySet) -> InquiryQuerySet:
    """Return the inquiries that may be used for the purpose and given to the recipient (APPI Art. 18 and 27).

    Those whose use is stopped are left out too, unless a law demands the export.
    """
    demanded = order.reason == ExportReason.DUTY or order.destination.needs_no_purpose
    return usable_for_purpose(inquiries if demanded else inquiries.unrestricted(), order.purpose, order.destination)


def audit_data(export: ExportRecord) -> dict[str, audit.Value]:
    return {
        "count": export.count,
        "left_out": export.left_out,
        "format": str(export.form),
        "reason": str(export.reason),
        "recipient": str(export.recipient),
        "purpose": export.purpose_id,
    }


def copy_ids(export: ExportRecord, inquiries: InquiryQuerySet) -> int:
    """List the inquiries of an export within the database and return how many; through Python 100,000 take seconds."""
    table = connection.ops.quote_name(ExportedInquiry._meta.db_table)
    chosen = inquiries.order_by().annotate(export=Value(export.pk, output_field=models.UUIDField()))
    try:
        found, parameters = chosen.values_list("export", "received_at", "pk").query.sql_with_params()
    except EmptyResultSet:  # Django sees that nothing can match
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} (export_id, received_at, inquiry_id) {found}", parameters)
        count = int(cursor.rowcount)
        if connection.vendor == "postgresql" and count > ANALYZE_FROM:
            cursor.execute(f"ANALYZE {table}")  # or each batch sorts all that is left: an export like this is new to it
    return count
