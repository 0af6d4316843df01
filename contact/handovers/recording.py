"""Recording a hand-over in the transaction in which the data leave."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import DateTimeField, Max, QuerySet, UUIDField, Value
from django.utils.translation import gettext_lazy as _

from cluster_cms import audit, clock
from cluster_cms.accounts import User
from cluster_cms.privacy.records import Purpose
from contact import answers
from contact.handovers.covering import consent_to, covered
from contact.handovers.destination import Destination, HandOverRefused
from contact.records import Channel, HandedOver, HandedOverPerson, HandOver, Inquiry

NO_CONSENT = _(
    "The person has not agreed that this receiver gets the inquiry, or has withdrawn it. Ask first: open the inquiry, "
    "press “Consent”, and write the name of the receiver exactly as here, with its country."
)
BATCH = 500  # people in one insert


@transaction.atomic
def record_hand_over(
    *,
    destination: Destination,
    inquiries: QuerySet[Inquiry],
    channel: Channel,
    items: Iterable[str],
    actor: User,
    export_number: int | None = None,
    purpose: Purpose | None = None,
    record: UUID | None = None,
) -> HandOver | None:
    """Record who receives which inquiries; None where they stay with the desk. Raises HandOverRefused.

    Where only consent lets them go, each of them needs one that is given, names the receiver and, where the hand-over
    has a purpose, this purpose; the record holds which one it was.

    `items` are the kinds of data that go (Enforcement Rules of the APPI, Art. 20(1)). `record` is the id of the reply
    that the hand-over is: by it the hand-over can be taken back.
    """
    destination.check()
    if not destination.is_outside:
        return None
    check_consents(destination, inquiries, purpose)
    hand_over = new_hand_over(record or uuid4(), destination, channel, list(items), actor, export_number)
    hand_over.count = list_references(hand_over, inquiries, destination, purpose)
    hand_over.save(update_fields=["count"])
    if destination.rests_on_consent:
        name_people(hand_over, inquiries)
    data: dict[str, audit.Value] = {
        "receiver": hand_over.receiver,
        "contractor": hand_over.contractor_id,
        "ground": hand_over.ground,
        "country": hand_over.country,
        "channel": hand_over.channel,
        "count": hand_over.count,
    }
    audit.record("handover.recorded", actor=actor, subject=str(hand_over), data=data)
    return hand_over


def new_hand_over(
    record: UUID, to: Destination, channel: Channel, items: list[str], actor: User, export_number: int | None
) -> HandOver:
    audit.take_lock()  # the numbers have no gap and no double
    newest = HandOver.objects.aggregate(number=Max("number"))["number"] or 0
    return HandOver.objects.create(
        id=record,
        number=newest + 1,
        actor_id=actor.pk,
        channel=channel,
        receiver=to.receiver,
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
    if to.rests_on_consent and inquiries.exclude(pk__in=covered(to, purpose).values("inquiry")).exists():
        raise HandOverRefused({"contractor" if to.contractor else "ground": NO_CONSENT})


def list_references(hand_over: HandOver, inquiries: QuerySet[Inquiry], to: Destination, purpose: Purpose | None) -> int:
    """Let the database copy the references itself, however many they are, each with the consent that lets it go."""
    table = connection.ops.quote_name(HandedOver._meta.db_table)
    chosen = inquiries.order_by().annotate(
        hand_over=Value(hand_over.pk, output_field=UUIDField()),
        consent=consent_to(to, purpose, "pk", UUIDField()),
        consented=consent_to(to, purpose, "answered_at", DateTimeField()),
    )
    found, parameters = chosen.values_list("hand_over", "reference", "consent", "consented").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} (hand_over_id, reference, consent_id, consented_at) {found}", parameters)
        return int(cursor.rowcount)


def name_people(hand_over: HandOver, inquiries: QuerySet[Inquiry]) -> None:
    batch: list[HandedOverPerson] = []
    for inquiry in inquiries.order_by().iterator(chunk_size=BATCH):
        batch.append(named(hand_over, inquiry))
        if len(batch) == BATCH:
            HandedOverPerson.objects.bulk_create(batch)
            batch = []
    HandedOverPerson.objects.bulk_create(batch)


def named(hand_over: HandOver, inquiry: Inquiry) -> HandedOverPerson:
    person = {key: answers.text_of(inquiry.answers, key) for key in ("name", "mail")}
    return HandedOverPerson(hand_over=hand_over, reference=inquiry.reference, mail_key=inquiry.mail_key, person=person)
