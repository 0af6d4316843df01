"""Records a transfer in the same transaction as the export or reply that sends the data."""

from collections.abc import Iterable
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import DateTimeField, Max, QuerySet, UUIDField, Value
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.privacy.models import Purpose
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from cluster_cms.security.hash_chain import lock_for_append
from contact.models import Channel, Inquiry, Recipient, Transfer, TransferredInquiry, TransferredPerson
from contact.text import answers
from contact.transfers.destination import Destination, TransferRefused, Withholding, consent_column, consents_for

NO_CONSENT = _(
    "The person has not agreed that this receiver gets the inquiry, or has withdrawn it. Ask first: open the inquiry, "
    "press “Consent”, and write the name of the receiver exactly as here, with its country."
)
REPLIES_ONLY = _("A file of inquiries stays with the desk, or goes to a contractor or a third party")
BATCH = 500  # people in one INSERT
NUMBER_LOCK = 0x7472616E73666572  # any fixed number: held while a transfer is numbered and copied


@transaction.atomic
def record_transfer(
    *,
    destination: Destination,
    inquiries: QuerySet[Inquiry],
    channel: Channel,
    items: Iterable[str],
    actor: User,
    export_number: int | None = None,
    purpose: Purpose | None = None,
    record: UUID | None = None,
) -> Transfer | None:
    """Record who receives which inquiries; return None where they stay in the company. Raises TransferRefused.

    Where the transfer rests on consent, each inquiry needs a given consent that names the recipient and, if there is
    one, the purpose; the record refers to it. `items` are the kinds of data (Enforcement Rules of the APPI, Art.
    20(1)). `record` becomes the id of the transfer: a reply passes its own, so that `cancel_transfer` finds it.
    """
    destination.check()
    if channel == Channel.EXPORT and destination.recipient in (Recipient.PERSON, Recipient.COLLEAGUE):
        raise TransferRefused({"recipient": REPLIES_ONLY})
    if not destination.is_outside:
        return None
    check_consents(destination, inquiries, purpose)
    transfer = create_transfer(record or uuid4(), destination, channel, list(items), actor, export_number)
    transfer.count = copy_references(transfer, inquiries, destination, purpose)
    transfer.save(update_fields=["count"])
    if destination.rests_on_consent:
        record_people(transfer, inquiries)
    data: dict[str, audit.Value] = {
        "recipient": transfer.recipient,
        "contractor": transfer.contractor_id,
        "ground": transfer.ground,
        "country": transfer.country,
        "channel": transfer.channel,
        "count": transfer.count,
    }
    audit.record("transfer.recorded", actor=actor, subject=str(transfer), data=data)
    return transfer


def create_transfer(
    record: UUID, to: Destination, channel: Channel, items: list[str], actor: User, export_number: int | None
) -> Transfer:
    # The numbers are consecutive. Not the lock of the audit chain: all posts would wait while 100,000 are copied.
    lock_for_append(NUMBER_LOCK)
    newest = Transfer.objects.aggregate(number=Max("number"))["number"] or 0
    return Transfer.objects.create(
        id=record,
        number=newest + 1,
        actor_id=actor.pk,
        channel=channel,
        recipient=to.recipient,
        contractor=to.contractor,
        name=to.name or None,
        address=to.address or None,
        country=to.contractor.country if to.contractor else to.country,
        ground=to.ground or "",
        basis=to.basis or None,
        note=to.note or None,
        items=items,
        export_number=export_number,
        **withheld_columns(to.withholding),
        keep_until=to.keep_until(clock.today()),
    )


def withheld_columns(withholding: Withholding | None) -> dict[str, Any]:
    if withholding is None:
        return {}
    return {
        "withheld": withholding.ground.value,
        "withheld_basis": withholding.basis,
        "review_on": withholding.review_on,
    }


def check_consents(to: Destination, inquiries: QuerySet[Inquiry], purpose: Purpose | None) -> None:
    if to.rests_on_consent and inquiries.exclude(pk__in=consents_for(to, purpose).values("inquiry")).exists():
        raise TransferRefused({"contractor" if to.contractor else "ground": NO_CONSENT})


def copy_references(transfer: Transfer, inquiries: QuerySet[Inquiry], to: Destination, purpose: Purpose | None) -> int:
    """Store the references with their consents by one INSERT ... SELECT, however many they are; return how many."""
    table = connection.ops.quote_name(TransferredInquiry._meta.db_table)
    rows = inquiries.order_by().annotate(
        transfer=Value(transfer.pk, output_field=UUIDField()),
        consent=consent_column(to, purpose, "pk", UUIDField()),
        consented=consent_column(to, purpose, "answered_at", DateTimeField()),
    )
    select, parameters = rows.values_list("transfer", "reference", "consent", "consented").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} (transfer_id, reference, consent_id, consented_at) {select}", parameters)
        return int(cursor.rowcount)


def record_people(transfer: Transfer, inquiries: QuerySet[Inquiry]) -> None:
    """Store name and mail address of each writer, BATCH at a time: a transfer may concern 100,000."""
    people = (person_of(transfer, inquiry) for inquiry in inquiries.order_by().iterator(chunk_size=BATCH))
    while batch := list(islice(people, BATCH)):
        TransferredPerson.objects.bulk_create(batch)


def person_of(transfer: Transfer, inquiry: Inquiry) -> TransferredPerson:
    person = {key: answers.text_of(inquiry.answers, key) for key in ("name", "mail")}
    return TransferredPerson(
        transfer=transfer, reference=inquiry.reference, email_hmac=inquiry.email_hmac, person=person
    )
