"""Records incidents and their steps, and finds whose data was accessed in a period of time."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from cluster_cms import clock
from cluster_cms.clock import TOKYO
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from cluster_cms.security.audit import AuditEntry
from contact.models import ExportedInquiry, Incident, IncidentKind, Inquiry, TransferredInquiry
from contact.text import answers
from contact.text.references import PATTERN

# The steps of an incident, each with the column of its time.
STEPS = {"first_report": "first_report_at", "final_report": "final_report_at", "close": "closed_at"}
OPENED, EXPORTED, TRANSFERRED = "inquiry.opened", "inquiries.exported", "transfer.recorded"
USUAL_OPENINGS = 30  # inquiries that one account opens on a busy day
DAYS_SHOWN = 30
INCIDENT_BATCH = 500  # inquiries in one query


class InvalidStep(Exception):
    """The step is unknown or was taken already, or the incident is closed."""


@transaction.atomic
def open_incident(
    *,
    kind: IncidentKind,
    begins_at: datetime,
    ends_at: datetime,
    learned_at: datetime,
    wrongful: bool,
    account: User | None,
    actor: User,
) -> Incident:
    """Open an incident. Raises ValueError where it ends before it begins, or was learned of in the future."""
    if not begins_at <= ends_at or learned_at > clock.now():
        raise ValueError("An incident begins before it ends, and nobody learns of it in the future.")
    audit.take_lock()  # the numbers are consecutive
    newest = Incident.objects.aggregate(number=Max("number"))["number"] or 0
    incident = Incident.objects.create(
        number=newest + 1,
        kind=kind,
        begins_at=begins_at,
        ends_at=ends_at,
        learned_at=learned_at,
        wrongful=wrongful,
        account_id=account.pk if account else None,
        opened_by_id=actor.pk,
    )
    data: dict[str, audit.Value] = {"kind": kind.value, "wrongful": wrongful}
    audit.record("incident.opened", actor=actor, subject=str(incident), data=data)
    return incident


@transaction.atomic
def record_step(*, incident: Incident, step: str, actor: User) -> Incident:
    """Record that a report was made, or close the incident. Raises InvalidStep."""
    if (column := STEPS.get(step)) is None:
        raise InvalidStep
    if not Incident.objects.open().filter(pk=incident.pk, **{column: None}).update(**{column: clock.now()}):
        raise InvalidStep
    audit.record(f"incident.{step}", actor=actor, subject=str(incident))
    return Incident.objects.get(pk=incident.pk)


@transaction.atomic
def export_affected(*, incident: Incident, actor: User) -> None:
    """Record that `actor` exports the list of affected people."""
    audit.record("incident.subjects_exported", actor=actor, subject=str(incident))


@dataclass(frozen=True)
class AffectedPerson:
    """One inquiry, the audit actions on it, and its writer unless it was erased."""

    reference: str
    actions: list[str]
    name: str = ""
    mail: str = ""


@dataclass(frozen=True)
class Day:
    """How many inquiries one account opened on one day in Tokyo."""

    day: date
    account_id: int
    count: int


def affected_by(incident: Incident) -> Iterator[AffectedPerson]:
    """Yield the inquiries that staff accessed during an incident, with their writers, by reference."""
    actions = actions_by_reference(incident)
    references = sorted(actions)
    for start in range(0, len(references), INCIDENT_BATCH):
        batch = references[start : start + INCIDENT_BATCH]
        inquiries = {inquiry.reference: inquiry for inquiry in Inquiry.objects.with_references(*batch)}
        for reference in batch:
            yield affected(reference, sorted(actions[reference]), inquiries.get(reference))


def affected(reference: str, actions: list[str], inquiry: Inquiry | None) -> AffectedPerson:
    if inquiry is None:
        return AffectedPerson(reference, actions)
    name, mail = (answers.text_of(inquiry.answers, key) for key in ("name", "mail"))
    return AffectedPerson(reference, actions, name, mail)


def actions_by_reference(incident: Incident) -> dict[str, set[str]]:
    """Return the audit actions on each inquiry; an entry about an export or transfer counts for all its inquiries."""
    entries = AuditEntry.objects.filter(at__gte=incident.begins_at, at__lte=incident.ends_at, actor_id__isnull=False)
    if incident.account_id:
        entries = entries.filter(actor_id=incident.account_id)
    found: dict[str, set[str]] = defaultdict(set)
    for action, subject in entries.values_list("action", "subject").iterator():
        for reference in references_of(action, subject):
            found[reference].add(action)
    return found


def references_of(action: str, subject: str) -> Iterator[str]:
    """Yield the references of the inquiries that an audit entry is about."""
    if re.fullmatch(PATTERN, subject):
        yield subject
    elif action == EXPORTED:
        number = subject.rpartition(" ")[2]
        inquiries = ExportedInquiry.objects.filter(export__number=number)
        yield from inquiries.values_list("inquiry__reference", flat=True).iterator()
    elif action == TRANSFERRED:
        number = subject.rpartition(" ")[2]
        transferred = TransferredInquiry.objects.filter(transfer__number=number)
        yield from transferred.values_list("reference", flat=True).iterator()


def unusual_days(*, over: int = USUAL_OPENINGS) -> list[Day]:
    """Return the accounts and days with more than `over` different inquiries opened, the newest first."""
    since = clock.now() - timedelta(days=DAYS_SHOWN)
    opened = AuditEntry.objects.filter(action=OPENED, at__gte=since, actor_id__isnull=False)
    seen = {(day_of(at), actor, subject) for at, actor, subject in opened.values_list("at", "actor_id", "subject")}
    counts = Counter((day, actor) for day, actor, _subject in seen)
    days = [Day(day, actor, count) for (day, actor), count in counts.items() if count > over]
    return sorted(days, key=lambda one: (one.day, one.count), reverse=True)


def day_of(at: datetime) -> date:
    return at.astimezone(TOKYO).date()
