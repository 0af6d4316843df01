"""What an incident was: description, cause, measures and persons; and how those were told (APPI Art. 26(2))."""

from datetime import datetime

from django.db import transaction

from cluster_cms import clock
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.models import Incident, PersonsNotice
from contact.privacy.incidents import InvalidStep

DESCRIBED, PERSONS_TOLD = "incident.described", "incident.persons_told"


def lock_incident(incident: Incident) -> Incident:
    """Lock an open incident. Raises InvalidStep where it is closed."""
    found = Incident.objects.open().select_for_update().filter(pk=incident.pk).first()
    if found is None:
        raise InvalidStep
    return found


@transaction.atomic
def describe_incident(
    *, incident: Incident, description: str, cause: str, measures: str, people: int | None, actor: User
) -> Incident:
    """Save what the reports state; the audit entry names what has changed, never its words. Raises InvalidStep."""
    incident = lock_incident(incident)
    given = {"description": description or None, "cause": cause or None, "measures": measures or None, "people": people}
    changed = [name for name, value in given.items() if getattr(incident, name) != value]
    if changed:
        for name in changed:
            setattr(incident, name, given[name])
        incident.save(update_fields=changed)
        data: dict[str, audit.Value] = {"fields": ",".join(changed)}
        audit.record(DESCRIBED, actor=actor, subject=str(incident), data=data)
    return incident


@transaction.atomic
def record_persons_notice(
    *, incident: Incident, notice: PersonsNotice, at: datetime | None, text: str, actor: User
) -> Incident:
    """Record how and when the persons were told, in which words, or why not. Raises InvalidStep where it is closed."""
    incident = lock_incident(incident)
    incident.notice, incident.notice_at, incident.notice_text = notice.value, at or clock.now(), text
    incident.save(update_fields=["notice", "notice_at", "notice_text"])
    audit.record(PERSONS_TOLD, actor=actor, subject=str(incident), data={"notice": notice.value})
    return incident
