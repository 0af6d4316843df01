"""Records a transfer in the transaction in which the data leave."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import DateTimeField, Max, QuerySet, UUIDField, Value
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.privacy.models import Purpose
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.models import Channel, Inquiry, Transfer, TransferredInquiry, TransferredPerson
from contact.text import answers
from contact.transfers.destination import Destination, TransferRefused, consents_to_recipient, inquiries_with_consent

NO_CONSENT = _(
    "The person has not agreed that this receiver gets the inquiry, or has withdrawn it. Ask first: open the inquiry, "
    "press “Consent”, and write the name of the receiver exactly as here, with its country."
)
BATCH = 500  # people in one insert


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
    """Record who receives which inquiries; None where they stay with the desk. Raises TransferRefused.

    Where only consent lets them go, each of them needs one that is given, names the receiver and, where the transfer
    has a purpose, this purpose; the record holds which one it was.

    `items` are the kinds of data that go (Enforcement Rules of the APPI, Art. 20(1)). `record` is the id of the reply
    that the transfer is: by it the transfer can be taken back.
    """
    destination.check()
    if not destination.is_outside:
        return None
    check_consents(destination, inquiries, purpose)
    transfer = new_transfer(record or uuid4(), destination, channel, list(items), actor, export_number)
    transfer.count = list_references(transfer, inquiries, destination, purpose)
    transfer.save(update_fields=["count"])
    if destination.rests_on_consent:
        name_people(transfer, inquiries)
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


def new_transfer(
    record: UUID, to: Destination, channel: Channel, items: list[str], actor: User, export_number: int | None
) -> Transfer:
    audit.take_lock()  # the numbers have no gap and no double
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
        keep_until=to.keep_until(clock.today()),
    )


def check_consents(to: Destination, inquiries: QuerySet[Inquiry], purpose: Purpose | None) -> None:
    if to.rests_on_consent and inquiries.exclude(pk__in=inquiries_with_consent(to, purpose).values("inquiry")).exists():
        raise TransferRefused({"contractor" if to.contractor else "ground": NO_CONSENT})


def list_references(transfer: Transfer, inquiries: QuerySet[Inquiry], to: Destination, purpose: Purpose | None) -> int:
    """Let the database copy the references itself, however many they are, each with the consent that lets it go."""
    table = connection.ops.quote_name(TransferredInquiry._meta.db_table)
    chosen = inquiries.order_by().annotate(
        transfer=Value(transfer.pk, output_field=UUIDField()),
        consent=consents_to_recipient(to, purpose, "pk", UUIDField()),
        consented=consents_to_recipient(to, purpose, "answered_at", DateTimeField()),
    )
    found, parameters = chosen.values_list("transfer", "reference", "consent", "consented").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} (transfer_id, reference, consent_id, consented_at) {found}", parameters)
        return int(cursor.rowcount)


def name_people(transfer: Transfer, inquiries: QuerySet[Inquiry]) -> None:
    batch: list[TransferredPerson] = []
    for inquiry in inquiries.order_by().iterator(chunk_size=BATCH):
        batch.append(named(transfer, inquiry))
        if len(batch) == BATCH:
            TransferredPerson.objects.bulk_create(batch)
            batch = []
    TransferredPerson.objects.bulk_create(batch)


def named(transfer: Transfer, inquiry: Inquiry) -> TransferredPerson:
    person = {key: answers.text_of(inquiry.answers, key) for key in ("name", "mail")}
    return TransferredPerson(
        transfer=transfer, reference=inquiry.reference, email_hmac=inquiry.email_hmac, person=person
    )
