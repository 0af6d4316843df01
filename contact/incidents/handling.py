"""Opening an incident, which starts the clock of the law, and noting each step until it is closed."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from cluster_cms import audit, clock
from cluster_cms.accounts import User
from contact.records import Happened, Incident

# Each step of an incident: the column that holds its time.
STEPS = {"first_report": "first_report_at", "final_report": "final_report_at", "close": "closed_at"}


class NoSuchStep(Exception):
    """The step was taken already, or the incident is closed."""


@transaction.atomic
def open_incident(
    *,
    happened: Happened,
    begins_at: datetime,
    ends_at: datetime,
    learned_at: datetime,
    wrongful: bool,
    account: User | None,
    actor: User,
) -> Incident:
    """Open an incident. Raises ValueError when the times cannot be."""
    if not begins_at <= ends_at or learned_at > clock.now():
        raise ValueError("An incident begins before it ends, and nobody learns of it in the future.")
    audit.take_lock()  # the numbers have no gap and no double
    newest = Incident.objects.aggregate(number=Max("number"))["number"] or 0
    incident = Incident.objects.create(
        number=newest + 1,
        happened=happened,
        begins_at=begins_at,
        ends_at=ends_at,
        learned_at=learned_at,
        wrongful=wrongful,
        account_id=account.pk if account else None,
        opened_by_id=actor.pk,
    )
    data: dict[str, audit.Value] = {"happened": str(happened), "wrongful": wrongful}
    audit.record("incident.opened", actor=actor, subject=str(incident), data=data)
    return incident


@transaction.atomic
def take_step(*, incident: Incident, step: str, actor: User) -> Incident:
    """Note that a report was made, or that the incident is closed. Raises NoSuchStep."""
    column = STEPS.get(step)
    if column is None or not Incident.objects.open().filter(pk=incident.pk, **{column: None}).update(
        **{column: clock.now()}
    ):
        raise NoSuchStep
    audit.record(f"incident.{step}", actor=actor, subject=str(incident))
    return Incident.objects.get(pk=incident.pk)


@transaction.atomic
def take_list(*, incident: Incident, actor: User) -> None:
    """Record that `actor` takes out the list of whose data was touched."""
    audit.record("incident.list_taken", actor=actor, subject=str(incident))
