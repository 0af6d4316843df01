"""Recording an export before its first byte leaves: who takes which inquiries, in what form, for what reason."""

from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection, models, transaction
from django.db.models import Max, Value

from cluster_cms import audit
from cluster_cms.accounts import User
from contact.records import ExportedInquiry, ExportRecord, Format, InquiryQuerySet, Reason


class NothingToExport(Exception):
    """No inquiry is left of those that were asked for."""


@dataclass(frozen=True)
class Order:
    """What somebody asks for; `columns` are keys, see `columns.py`."""

    form: Format
    reason: Reason
    columns: frozenset[str]
    remark: str = ""


@transaction.atomic
def record_export(*, inquiries: InquiryQuerySet, actor: User, order: Order) -> ExportRecord:
    """Return the record of an export, its inquiries listed. Raises NothingToExport."""
    audit.take_lock()  # the numbers have no gap and no double
    newest = ExportRecord.objects.aggregate(number=Max("number"))["number"] or 0
    export = ExportRecord.objects.create(
        number=newest + 1, actor_id=actor.pk, form=order.form, reason=order.reason, remark=order.remark or None
    )
    # The stop of use has one exception: what a law demands.
    export.count = list_inquiries(export, inquiries if order.reason == Reason.DUTY else inquiries.usable())
    if not export.count:
        raise NothingToExport
    export.save(update_fields=["count"])
    data: dict[str, audit.Value] = {"count": export.count, "format": order.form.value, "reason": order.reason.value}
    audit.record("inquiries.exported", actor=actor, subject=str(export), data=data)
    return export


def list_inquiries(export: ExportRecord, inquiries: InquiryQuerySet) -> int:
    """Let the database copy the ids itself: 100,000 of them would take seconds on the way through Python."""
    table = connection.ops.quote_name(ExportedInquiry._meta.db_table)
    chosen = inquiries.order_by().annotate(export=Value(export.pk, output_field=models.UUIDField()))
    try:
        found, parameters = chosen.values_list("export", "received_at", "pk").query.sql_with_params()
    except EmptyResultSet:  # Django sees that nothing can match
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} (export_id, received_at, inquiry_id) {found}", parameters)
        return int(cursor.rowcount)
