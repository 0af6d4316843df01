"""Whose data was touched between two times, read from the audit chain; and who opened unusually many inquiries."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cluster_cms import clock
from cluster_cms.audit import AuditEntry
from cluster_cms.clock import TOKYO
from contact import answers
from contact.records import ExportedInquiry, HandedOver, Incident, Inquiry
from contact.references import PATTERN

OPENED, EXPORTED, HANDED = "inquiry.opened", "inquiries.exported", "handover.recorded"
USUAL = 30  # inquiries that one person opens on a busy day
DAYS_SHOWN = 30
BATCH = 500


@dataclass(frozen=True)
class Touched:
    """One inquiry, what was done with it, and its writer as far as it is still held."""

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


def touched_by(incident: Incident) -> Iterator[Touched]:
    """Yield the inquiries that staff touched in the time of an incident, with their writers."""
    found = actions_by_reference(incident)
    references = sorted(found)
    for start in range(0, len(references), BATCH):
        part = references[start : start + BATCH]
        held = {inquiry.reference: inquiry for inquiry in Inquiry.objects.called(*part)}
        for reference in part:
            yield touched(reference, sorted(found[reference]), held.get(reference))


def touched(reference: str, actions: list[str], inquiry: Inquiry | None) -> Touched:
    if inquiry is None:
        return Touched(reference, actions)
    name, mail = (answers.text_of(inquiry.answers, key) for key in ("name", "mail"))
    return Touched(reference, actions, name, mail)


def actions_by_reference(incident: Incident) -> dict[str, set[str]]:
    """Return what was done with each inquiry; exports and hand-overs stand in the chain as one act about many."""
    entries = AuditEntry.objects.filter(at__gte=incident.begins_at, at__lte=incident.ends_at, actor_id__isnull=False)
    if incident.account_id:
        entries = entries.filter(actor_id=incident.account_id)
    found: dict[str, set[str]] = defaultdict(set)
    for action, subject in entries.values_list("action", "subject").iterator():
        for reference in references_of(action, subject):
            found[reference].add(action)
    return found


def references_of(action: str, subject: str) -> Iterator[str]:
    if re.fullmatch(PATTERN, subject):
        yield subject
    elif action == EXPORTED:
        number = subject.rpartition(" ")[2]
        exported = ExportedInquiry.objects.filter(export__number=number)
        yield from exported.values_list("inquiry__reference", flat=True).iterator()
    elif action == HANDED:
        number = subject.rpartition(" ")[2]
        yield from HandedOver.objects.filter(hand_over__number=number).values_list("reference", flat=True).iterator()


def unusual_days(*, over: int = USUAL) -> list[Day]:
    """Return who opened more inquiries than `over` on a day, newest first; opening one twice counts once."""
    since = clock.now() - timedelta(days=DAYS_SHOWN)
    opened = AuditEntry.objects.filter(action=OPENED, at__gte=since, actor_id__isnull=False)
    seen = {(day_of(at), actor, subject) for at, actor, subject in opened.values_list("at", "actor_id", "subject")}
    counts = Counter((day, actor) for day, actor, _subject in seen)
    days = [Day(day, actor, count) for (day, actor), count in counts.items() if count > over]
    return sorted(days, key=lambda one: (one.day, one.count), reverse=True)


def day_of(at: datetime) -> date:
    return at.astimezone(TOKYO).date()
